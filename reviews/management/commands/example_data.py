import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts.models import Organisation, Role, User
from reviews.example import generating, loading

LINE = (
    "  {name}: {high} high, {medium} medium, {no_risk} no risk, {unanswered} unanswered, "
    "{set_aside} not applicable"
)


class Command(BaseCommand):
    help = (
        "Make the example organisation: four members, two lenses, and five workloads with answers, "
        "plans and milestones. It needs a migrated database and nothing else. What is there "
        "already stays as it is; an example that was deleted is made again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--workloads",
            type=_count,
            default=0,
            metavar="N",
            help="see to it that the example also has N generated workloads, for measurements",
        )

    def handle(self, *args: Any, workloads: int, **options: Any) -> None:
        # Printing stays outside: a closed pipe must not take back what was made.
        with transaction.atomic():
            was_there = loading.there() is not None
            organisation = loading.load()
            made = generating.generate(organisation=organisation, count=workloads)
        self.stdout.write(_first_line(organisation, was_there, made))
        self.stdout.write(f"Owner: {_owner(organisation).email}")
        written = generating.written(organisation).with_counts().order_by("name_key")
        for workload in written.values():
            self.stdout.write(LINE.format(**workload))


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("a number of workloads is 0 or more")
    return number


def _first_line(organisation: Organisation, was_there: bool, made: int) -> str:
    if was_there and not made:
        return f"{organisation}: already there, nothing changed."
    if was_there:
        return f"{organisation}: {made} workloads added."
    more = f" with {made} generated workloads" if made else ""
    return f"{organisation}: made{more}."


def _owner(organisation: Organisation) -> User:
    return User.objects.filter(
        memberships__organisation=organisation, memberships__role=Role.OWNER
    ).earliest("memberships__pk")
