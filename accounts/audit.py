from typing import Any

from django.db import models

from accounts.models import AuditEntry, Organisation, User


def record(
    *,
    action: str,
    by: User | None,
    organisation: Organisation | None,
    target: models.Model | None = None,
    **details: Any,
) -> None:
    """Write what was done; call it inside the transaction of the change."""
    AuditEntry.objects.create(
        organisation=organisation,
        actor=by,
        action=action,
        target=(target._meta.model_name or "") if target is not None else "",
        target_id=str(getattr(target, "public_id", target.pk)) if target is not None else "",
        details=details,
    )
