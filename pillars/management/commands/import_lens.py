from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation
from pillars import library


class Command(BaseCommand):
    help = "Import a lens file as the next version of the lens of its name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--organisation",
            metavar="SLUG",
            help="whose library; may be left out when there is one",
        )
        parser.add_argument("--publish", action="store_true", help="and publish it")

    def handle(
        self, *args: Any, file: Path, organisation: str | None, publish: bool, **options: Any
    ) -> None:
        owner = _organisation(organisation)
        try:
            version = library.take_in(data=_bytes(file), organisation=owner, by=None)
            if publish:
                library.publish(version=version, by=None)
        except library.NotReadable as refused:
            lines = [f"{one.line}: {one.what} {one.mend}" for one in refused.problems]
            raise CommandError("\n".join([f"{file} was refused:", *lines])) from refused
        state = "published" if version.published_at else "draft"
        self.stdout.write(
            f"{version.lens.name}: version {version.number}, {version.question_count} questions, {state}."
        )


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _organisation(slug: str | None) -> Organisation:
    found = Organisation.objects.filter(**({"slug": slug} if slug else {}))[:2]
    if len(found) == 1:
        return found[0]
    slugs = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)[:20])
    raise CommandError(f"Name the organisation with --organisation: one of {slugs or 'none yet'}.")
