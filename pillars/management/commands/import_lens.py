from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation
from pillars import library
from pillars.questionnaire.problems import Problem
from pillars.telling import tell


class Command(BaseCommand):
    help = (
        "Import a lens file as the next version of the lens of its name. A file with errors stores "
        "nothing; with --publish, a lens that may not be published is stored as a draft. Both exit "
        "with 1."
    )

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
        data, owner = _bytes(file), _organisation(organisation)
        try:
            version = library.take_in(data=data, organisation=owner, by=None)
        except library.NotReadable as refused:
            raise CommandError(_listed(f"{file} was refused:", refused.problems)) from refused
        against: tuple[Problem, ...] = ()
        if publish:
            try:
                library.publish(version=version, by=None)
            except library.NotPublishable as refused:
                against = refused.problems
        state = "published" if version.published_at else "draft"
        count = version.question_count
        size = "1 question" if count == 1 else f"{count} questions"
        self.stdout.write(f"{version.lens.name}: version {version.number}, {size}, {state}.")
        if against:
            raise CommandError(_listed("It was not published:", against))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _listed(heading: str, problems: tuple[Problem, ...]) -> str:
    told = tell(problems).problems
    lines = [f"{one.line}:{one.column} {one.severity}: {one.what} {one.mend}" for one in told]
    return "\n".join([heading, *lines])


def _organisation(slug: str | None) -> Organisation:
    found = Organisation.objects.filter(**({"slug": slug} if slug else {}))[:2]
    if len(found) == 1:
        return found[0]
    slugs = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)[:20])
    raise CommandError(f"Name the organisation with --organisation: one of {slugs or 'none yet'}.")
