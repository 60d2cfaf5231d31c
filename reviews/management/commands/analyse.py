from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
)

from pillars.analysing.answering import Answer, answer
from pillars.analysing.describing import described
from pillars.analysing.documents import MAX_BYTES, Unreadable, read_document
from pillars.analysing.limits import Limits, NotComparable, exceeded
from pillars.analysing.printing import told
from pillars.analysis.blast_radius.enumerating import KIND_LABELS
from pillars.analysis.catalogue import CALCULATORS as OF_DESIGNS
from pillars.analysis.findings import Json
from pillars.analysis.texts import _, say
from pillars.questionnaire.texts import without_forbidden
from reviews.outcome.calculators import CALCULATORS as OF_REVIEWS

CALCULATORS = {**OF_DESIGNS, **OF_REVIEWS}
EXCEEDED, REFUSED = 1, 2

EXAMPLES = """
Examples:
  manage.py analyse quorum inputs.json
  echo '{"az_nodes": [2, 2, 2], "Vw": 4, "Vr": 3}' | manage.py analyse quorum - --json
  manage.py analyse blast_radius architecture.yaml
  manage.py analyse blast_radius architecture.yaml --max-blast-radius 10 --no-spof
  manage.py analyse blast_radius architecture.yaml --faults az,cell,deploy --json
  manage.py analyse availability tree.yaml --min-availability 0.999

blast_radius takes {"model": ..., "faults": [...]} or an architecture as it stands in its own file.
Without faults every single fault is computed. --max-blast-radius holds all of them against the
limit but a bug in all copies of a component at once: that reaches everybody in every architecture,
and how far one push carries it is what the change scope of the component says (fault deploy). With
--faults component, or with faults in the file, it counts.

Exit codes: 0 computed; 1 a limit is exceeded; 2 something is wrong with the inputs. With --json a
refused item is {"errors": [{"path": ..., "message": ...}]} in its place.

Calculators, their operations and inputs ([brackets]: optional):
"""


class _Help(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Leaves the lines of examples as they are."""


class Command(BaseCommand):
    help = (
        "Compute what follows from a design: one finding for one inputs object, or one for each "
        "of a list, from a JSON or YAML file. Needs no database."
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        epilog = EXAMPLES + "\n".join(described(CALCULATORS.values()))
        kwargs |= {"epilog": epilog, "formatter_class": _Help}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("calculator", choices=CALCULATORS, metavar="CALCULATOR")
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help="JSON or YAML; - reads stdin"
        )
        parser.add_argument(
            "--json",
            action="store_true",
            dest="as_json",
            help="one JSON value: an object for an object, a list for a list",
        )
        parser.add_argument(
            "--faults",
            type=_kinds,
            default=(),
            metavar="KIND,...",
            help=f"blast_radius: only these kinds of single faults ({', '.join(KIND_LABELS)})",
        )
        parser.add_argument(
            "--max-blast-radius",
            type=_percent,
            metavar="PERCENT",
            help="blast_radius: exit with 1 when a single fault takes down more of the customers",
        )
        parser.add_argument(
            "--no-spof",
            action="store_true",
            help="blast_radius: exit with 1 when one lost copy takes everybody down",
        )
        parser.add_argument(
            "--min-availability",
            type=_ratio,
            metavar="0..1",
            help="availability: exit with 1 when the availability is less",
        )

    def handle(self, *args: Any, calculator: str, file: str, as_json: bool, **options: Any) -> None:
        limits = Limits(
            options["max_blast_radius"],
            options["no_spof"],
            options["min_availability"],
            options["faults"],
        )
        _require_fitting(calculator, limits)
        try:
            document = read_document(_bytes(file), file)
        except Unreadable as unreadable:
            self._refuse(unreadable, file, as_json)
            sys.exit(REFUSED)
        answers = answer(CALCULATORS[calculator], document, limits.kinds)
        self._warn(answers)
        self._print(calculator, document, answers, as_json)
        code = self._exit_code(answers, limits)
        if code:
            sys.exit(code)

    def _refuse(self, unreadable: Unreadable, file: str, as_json: bool) -> None:
        message = unreadable.said.told()
        if as_json:
            at = {"line": unreadable.line, "column": unreadable.column}
            error = {"path": "", "message": message, **(at if unreadable.line else {})}
            self.stdout.write(json.dumps({"errors": [error]}))
        else:
            place = f"{file}:{unreadable.line}:{unreadable.column}: " if unreadable.line else ""
            self.stderr.write(without_forbidden(place + message))

    def _warn(self, answers: list[Answer]) -> None:
        for number, one in enumerate(answers):
            for unknown in one.finding.unknown if one.finding else ():
                self.stderr.write(_placed(number, answers, unknown.path, unknown.message))

    def _print(self, calculator: str, document: Json, answers: list[Answer], as_json: bool) -> None:
        if as_json:
            written = [one.as_json() for one in answers]
            self.stdout.write(json.dumps(written if isinstance(document, list) else written[0]))
            return
        for number, one in enumerate(answers):
            if one.finding is None:
                for problem in one.problems:
                    self.stderr.write(_placed(number, answers, problem.path, problem.message))
            else:
                lines = told(CALCULATORS[calculator], one.finding)
                self.stdout.write(without_forbidden("\n".join([*lines, ""])))

    def _exit_code(self, answers: list[Answer], limits: Limits) -> int:
        code = 0
        for number, one in enumerate(answers):
            if one.finding is None:
                code = REFUSED
                continue
            try:
                broken = exceeded(one.finding, limits)
            except NotComparable as error:
                message = f"This operation has no output {error} to hold against the limit."
                raise CommandError(message, returncode=REFUSED) from None
            for said in broken:
                self.stderr.write(_placed(number, answers, "", said.told()))
            code = max(code, EXCEEDED if broken else 0)
        return code


def _bytes(file: str) -> bytes:
    """At most one byte more than a document may have."""
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        sentence = _("{file} cannot be read: {why}.")
        raise Unreadable(say(sentence, file=file, why=error.strerror or "")) from error


def _placed(number: int, answers: list[Answer], path: str, message: str) -> str:
    prefix = f"/{number}" if len(answers) > 1 else ""
    place = prefix + path
    return without_forbidden(f"{place}: {message}" if place else message)


def _require_fitting(calculator: str, limits: Limits) -> None:
    about = "blast_radius" if limits.kinds else limits.calculator
    if about not in (None, calculator) or limits.calculator not in (None, calculator):
        message = f"{calculator} cannot be held against the options given; {about} can."
        raise CommandError(message, returncode=REFUSED)


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(kind.strip() for kind in text.split(",") if kind.strip())
    wrong = [kind for kind in kinds if kind not in KIND_LABELS]
    if wrong or not kinds:
        raise ArgumentTypeError(f"{', '.join(wrong) or 'none'}: not among {', '.join(KIND_LABELS)}")
    return kinds


def _percent(text: str) -> float:
    return _between(text, 100)


def _ratio(text: str) -> float:
    return _between(text, 1)


def _between(text: str, most: float) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a number") from None
    if not 0 <= number <= most:
        raise ArgumentTypeError(f"{text} is not between 0 and {most}")
    return number
