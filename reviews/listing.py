"""The list of workloads: what one may search, filter and sort by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from reviews.models import WorkloadTag
from reviews.models.workload import Environment, WorkloadQuerySet, name_key

PER_PAGE = 25
SORTS: dict[str, tuple[Any, list[Any]]] = {
    "next_review": (_("next review"), [F("next_review_on").asc(nulls_last=True), "name_key"]),
    "name": (_("name"), ["name_key"]),
    "high": (_("most high risks"), ["-high", "name_key"]),
    "updated": (_("last changed"), ["-updated_at", "name_key"]),
}
RISKS = {
    "high": (_("with high risks"), Q(high__gt=0)),
    "medium": (_("with medium risks"), Q(medium__gt=0)),
    "unanswered": (_("with open questions"), Q(unanswered__gt=0)),
    "none": (_("without risk found"), Q(high=0, medium=0, unanswered=0, no_risk__gt=0)),
}


@dataclass(frozen=True)
class WorkloadFilter:
    """What was asked for; a value that does not exist counts as not asked."""

    search: str = ""
    tag: str = ""
    environment: str = ""
    risk: str = ""
    sort: str = "next_review"
    archived: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> WorkloadFilter:
        return cls(
            search=normalize("NFC", _storable(query.get("q", "")).strip()[:100]),
            tag=_storable(query.get("tag", ""))[:400],
            environment=_known(query.get("environment"), Environment.values),
            risk=_known(query.get("risk"), RISKS),
            sort=_known(query.get("sort"), SORTS) or "next_review",
            archived=query.get("archived") == "1",
        )

    @property
    def is_set(self) -> bool:
        return bool(self.search or self.tag or self.environment or self.risk or self.archived)

    @property
    def sorts(self) -> list[tuple[str, Any]]:
        return [(key, label) for key, (label, _order) in SORTS.items()]

    @property
    def risks(self) -> list[tuple[str, Any]]:
        return [(key, label) for key, (label, _found) in RISKS.items()]

    @property
    def environments(self) -> list[tuple[str, Any]]:
        return list(Environment.choices)

    def apply(self, workloads: WorkloadQuerySet) -> WorkloadQuerySet:
        found = workloads.archived() if self.archived else workloads.active()
        found = found.with_counts()
        if self.search:
            found = found.filter(
                Q(name_key__contains=name_key(self.search))
                | Q(name__icontains=self.search)
                | Q(description__icontains=self.search)
                | Q(review_owner__icontains=self.search)
            )
        if self.tag:
            key, _sign, value = self.tag.partition("=")
            found = found.filter(tags__key=key, tags__value=value)
        if self.environment:
            found = found.filter(environment=self.environment)
        if self.risk:
            found = found.filter(RISKS[self.risk][1])
        return found.prefetch_related("tags", "reviews__lens").order_by(*SORTS[self.sort][1])

    def tags_of(self, organisation: Organisation) -> list[str]:
        tags = WorkloadTag.objects.filter(workload__organisation=organisation)
        pairs = tags.order_by("key", "value").values_list("key", "value").distinct()[:200]
        return [f"{key}={value}" if value else key for key, value in pairs]


def _storable(words: str) -> str:
    """PostgreSQL refuses to look for what its texts cannot hold."""
    return words.replace("\0", "")


def _known(value: str | None, allowed: Any) -> str:
    return value if value is not None and value in allowed else ""


def page_of(rows: QuerySet[Any] | Sequence[Any], number: str | None) -> Page[Any]:
    return Paginator(rows, PER_PAGE).get_page(number)
