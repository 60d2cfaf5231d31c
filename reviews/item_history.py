"""What every change of a plan item leaves: an entry of the organisation, a line of its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from accounts import audit
from accounts.models import User
from reviews.models import Improvement, ItemChange


def witness(
    action: str,
    improvement: Improvement,
    by: User | None,
    *,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    **details: Any,
) -> None:
    """Call it inside the transaction of the change. `changes`: field -> what it was and became."""
    changed = {name: [_plain(old), _plain(new)] for name, (old, new) in (changes or {}).items()}
    if changes is not None:
        details["changed"] = list(changed)
    if changes is None or changed:
        ItemChange.objects.create(
            organisation_id=improvement.organisation_id,
            improvement=improvement,
            action=action,
            fields=changed,
            made_by=by,
        )
    record(action, improvement, by, **details)


def record(action: str, improvement: Improvement, by: User | None, **details: Any) -> None:
    audit.record(
        action=action,
        by=by,
        organisation=improvement.workload.organisation,
        target=improvement,
        **details,
    )


def _plain(value: Any) -> Any:
    """As the history keeps it: JSON, with dates and amounts as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, list) else str("" if value is None else value)
