"""Lens files for the tests of library, pages and commands."""

import json
from typing import Any

from pillars.tests.questionnaire.documents import choice, document, question, rules


def data(*questions: dict[str, Any], **changes: Any) -> bytes:
    """A lens that may be published, as a file."""
    return json.dumps(document(*questions, **changes), indent=1).encode()


def draft_only(**changes: Any) -> bytes:
    """A lens that reads, and that publishing refuses: a question has no title."""
    return data(question("untitled", title=""), **changes)


def broken(**changes: Any) -> bytes:
    """A lens with two errors, a warning and a note."""
    odd = question(
        "odd",
        choices=[choice("copy", improvementPlan=...), choice("t")],
        riskRules=rules("copy && elsewhere", "!copy"),
    )
    return data(odd, **changes)
