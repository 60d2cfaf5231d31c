"""What changes workloads themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Organisation, User
from reviews.models import Decision, Summary, Workload, WorkloadTag
from reviews.models.workload import name_key


class NameTaken(Exception):
    """The organisation has a workload of that name, perhaps since the form was checked."""


@transaction.atomic
def create_workload(
    *, organisation: Organisation, by: User | None, tags: Mapping[str, str], **fields: Any
) -> Workload:
    workload = Workload(organisation=organisation, created_by=by, **fields)
    _save(workload)
    _tag(workload, tags)
    audit.record(
        action="workload.created",
        by=by,
        organisation=organisation,
        target=workload,
        name=workload.name,
    )
    return workload


@transaction.atomic
def edit_workload(
    *, workload: Workload, by: User | None, tags: Mapping[str, str], **fields: Any
) -> Workload:
    changed = sorted(name for name, value in fields.items() if getattr(workload, name) != value)
    for name, value in fields.items():
        setattr(workload, name, value)
    _save(workload)
    _tag(workload, tags)
    audit.record(
        action="workload.edited",
        by=by,
        organisation=workload.organisation,
        target=workload,
        changed=changed,
    )
    return workload


def _save(workload: Workload) -> None:
    workload.name_key = name_key(workload.name)
    try:
        with transaction.atomic():
            workload.save()
    except IntegrityError:
        raise NameTaken from None


def _tag(workload: Workload, tags: Mapping[str, str]) -> None:
    workload.tags.all().delete()
    WorkloadTag.objects.bulk_create(
        WorkloadTag(workload=workload, key=key, value=value) for key, value in tags.items()
    )


@transaction.atomic
def archive(*, workload: Workload, by: User) -> None:
    workload.archived_at, workload.archived_by = timezone.now(), by
    workload.save(update_fields=["archived_at", "archived_by"])
    audit.record(
        action="workload.archived", by=by, organisation=workload.organisation, target=workload
    )


@transaction.atomic
def bring_back(*, workload: Workload, by: User) -> None:
    workload.archived_at = workload.archived_by = None
    workload.save(update_fields=["archived_at", "archived_by"])
    audit.record(
        action="workload.brought_back", by=by, organisation=workload.organisation, target=workload
    )


@transaction.atomic
def write_summary(
    *, workload: Workload, text: str, decisions: list[Mapping[str, Any]], by: User | None
) -> Summary:
    """The sponsor's page: the reviewer's summary and the decisions asked, replaced as a whole."""
    summary, _created = Summary.objects.update_or_create(
        workload=workload,
        defaults={"organisation_id": workload.organisation_id, "text": text, "written_by": by},
    )
    workload.decisions.all().delete()
    Decision.objects.bulk_create(
        Decision(workload=workload, organisation_id=workload.organisation_id, **decision)
        for decision in decisions
    )
    audit.record(
        action="summary.written", by=by, organisation=workload.organisation, target=workload
    )
    return summary
