from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from reviews.exports.formats import FORMATS, exported
from reviews.models import Milestone, Workload
from reviews.models.workload import name_key
from reviews.outcome.choosing import Audience, Chosen, Part
from reviews.outcome.report import Report
from reviews.printing.pdf import Edition, Paper, report_pdf
from reviews.printing.presses import Busy, CannotPrint
from reviews.reporting import report_of


class Command(BaseCommand):
    help = "Write the report of a workload to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "workload", help="its public id (32 hex digits), or its name without regard to case"
        )
        parser.add_argument("--organisation", metavar="SLUG", help="where names are looked up")
        parser.add_argument("--milestone", type=int, metavar="N", help="as it stood at a milestone")
        parser.add_argument("--format", choices=["pdf", *FORMATS], default="pdf")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default="en"
        )
        parser.add_argument("--paper", choices=[paper.value for paper in Paper], default="a4")
        parser.add_argument(
            "--edition",
            choices=[one.value for one in Audience],
            default=Audience.TEAM.value,
            help="the sponsor's has neither names nor notes",
        )
        parser.add_argument(
            "--part",
            action="append",
            choices=[one.value for one in Part],
            help="one part; say it again for more (all of them)",
        )
        parser.add_argument("--lens", metavar="ALIAS", help="one lens (all of them)")
        parser.add_argument("--without-names", action="store_true")
        parser.add_argument("--without-notes", action="store_true")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        workload = _workload(options["workload"], options["organisation"])
        milestone = _milestone(workload, options["milestone"])
        edition = Edition(options["language"], Paper(options["paper"]))
        try:
            report = report_of(workload, milestone, _chosen(workload, options))
            content = _content(report, edition, options["format"])
        except (Busy, CannotPrint) as problem:
            raise CommandError(f"The report could not be made: {problem}.") from problem
        _write(options["output"], content)
        self.stdout.write(f"{options['output']}: {workload}, {len(content) // 1000} KB")


def _workload(given: str, organisation: str | None) -> Workload:
    found = _named(given)
    if organisation:
        found = found.filter(organisation__slug=organisation)
    workloads = list(found.select_related("organisation")[:20])
    if not workloads:
        raise CommandError(f"There is no workload of the id or name {given!r}.")
    if len(workloads) > 1:
        ids = "\n".join(f"  {one.public_id}  {one.organisation.slug}" for one in workloads)
        raise CommandError(
            f"{len(workloads)} organisations have a workload {given!r}. "
            f"Give the id, or --organisation:\n{ids}"
        )
    return workloads[0]


def _named(given: str) -> QuerySet[Workload]:
    # An id counts before a name: a workload may be named like the id of another.
    by_id = Workload.objects.filter(public_id=given.strip().lower())
    return by_id if by_id.exists() else Workload.objects.filter(name_key=name_key(given))


def _milestone(workload: Workload, number: int | None) -> Milestone | None:
    if number is None:
        return None
    milestone = workload.milestones.filter(number=number).first()
    if milestone is None:
        known = ", ".join(str(one) for one in workload.milestones.defer("snapshot"))
        raise CommandError(
            f"{workload} has no milestone {number}. "
            + (f"It has {known}." if known else "It has none.")
        )
    return milestone


def _chosen(workload: Workload, options: dict[str, Any]) -> Chosen:
    alias = options["lens"] or ""
    if alias and not workload.reviews.filter(lens__alias=alias).exists():
        known = ", ".join(workload.reviews.values_list("lens__alias", flat=True))
        raise CommandError(
            f"{workload} has no review of a lens {alias!r}. "
            + (f"It has {known}." if known else "It has none.")
        )
    return Chosen(
        audience=Audience(options["edition"]),
        parts=frozenset(Part(one) for one in options["part"] or ()),
        alias=alias,
        leaves_out_names=options["without_names"],
        leaves_out_notes=options["without_notes"],
    )


def _content(report: Report, edition: Edition, kind: str) -> bytes:
    return (
        report_pdf(report, edition) if kind == "pdf" else exported(report, kind, edition.language)
    )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.") from problem
