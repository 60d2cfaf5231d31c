"""What the pages of the plan show, gathered in a number of queries that rows do not change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import Membership, User
from reviews.capping import CapUse, cap_use
from reviews.gathering import review_state, state_now
from reviews.listing import page_of
from reviews.models import (
    Answer,
    Improvement,
    ItemChange,
    ItemComment,
    LensReview,
    RiskAcceptance,
    Workload,
)
from reviews.models.improvement import ItemSeverity
from reviews.outcome.effect import Effect, effect
from reviews.outcome.plan_checks import Finding, plan_checks
from reviews.outcome.proposals import Proposal, proposals
from reviews.outcome.state import State
from reviews.plan_forms import BulkForm, CapForm
from reviews.plan_listing import (
    NOBODY,
    VIEWS,
    Column,
    Matrix,
    PlanFilter,
    Row,
    columns,
    matrix,
    rows_of,
)

CHANGES_SHOWN = 50
COMMENTS_SHOWN = 100
PROPOSED_IN_MATRIX = 24


@dataclass(frozen=True)
class PlanPage:
    workload: Workload
    state: State
    filters: PlanFilter
    today: date
    reader: User
    number: str | None
    query: str

    @classmethod
    def of(cls, workload: Workload, query: QueryDict, reader: User, today: date) -> PlanPage:
        kept = query.copy()
        kept.pop("page", None)
        return cls(
            workload,
            state_now(workload),
            PlanFilter.of(query),
            today,
            reader,
            query.get("page"),
            kept.urlencode(),
        )

    @cached_property
    def all_rows(self) -> list[Row]:
        return rows_of(self.state, self.today)

    @cached_property
    def rows(self) -> list[Row]:
        return self.filters.apply(self.all_rows, self.reader.email)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        return proposals(self.state)

    @property
    def view(self) -> str:
        """Without a wish: the table, or the proposals while nothing is planned."""
        return self.filters.view or ("table" if self.all_rows or not self.proposals else "proposed")

    @property
    def views(self) -> list[tuple[str, Any, str, int]]:
        amounts = {"proposed": len(self.proposals)}
        return [
            (key, words, icon, amounts.get(key, len(self.rows)))
            for key, (words, icon) in VIEWS.items()
        ]

    @cached_property
    def page_obj(self) -> Page[Any]:
        shown = self.proposals if self.view == "proposed" else self.rows
        return page_of(shown, self.number)

    @property
    def columns(self) -> list[Column]:
        return columns(self.rows)

    @property
    def matrix(self) -> Matrix:
        offered = () if self.filters.is_set else self.proposals[:PROPOSED_IN_MATRIX]
        return matrix(self.rows, offered)

    @property
    def severities(self) -> list[tuple[str, Any]]:
        return list(ItemSeverity.choices)

    @property
    def owners(self) -> list[str]:
        named = sorted({row.item.owner for row in self.all_rows if row.item.owner}, key=str.lower)
        return named + ([NOBODY] if any(not row.item.owner for row in self.all_rows) else [])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return plan_checks(self.state.plan, self.today)

    @cached_property
    def cap(self) -> CapUse | None:
        return cap_use(self.workload, self.today)

    @cached_property
    def waiting(self) -> list[RiskAcceptance]:
        asked = RiskAcceptance.objects.filter(improvement__workload=self.workload, is_approved=None)
        return list(asked.select_related("improvement", "asked_by")[:50])

    @property
    def bulk_form(self) -> BulkForm:
        return BulkForm()

    @property
    def cap_form(self) -> CapForm:
        cap = self.cap
        return CapForm(initial={"items": cap.cap, "days": cap.days} if cap else None)

    @cached_property
    def members(self) -> QuerySet[Membership]:
        return members_of(self.workload)


def members_of(workload: Workload) -> QuerySet[Membership]:
    """Who can own an item, for the list that the field of the owner offers."""
    members = Membership.objects.filter(organisation_id=workload.organisation_id)
    return members.select_related("user").order_by("user__name", "user__email")


@dataclass(frozen=True)
class ItemPage:
    item: Improvement
    today: date

    @cached_property
    def review(self) -> LensReview | None:
        """With its answers, for what a tick would do."""
        reviews = LensReview.objects.select_related("lens", "version")
        reviews = reviews.prefetch_related("answers", "pillars_set_aside")
        return reviews.get(pk=self.item.review_id) if self.item.review_id else None

    @cached_property
    def effect(self) -> Effect | None:
        """What marking it done would change, if the practice is ticked with it."""
        if self.review is None:
            return None
        return effect(review_state(self.review), self.item.question_id, self.item.choice_id)

    @property
    def asks_before_done(self) -> bool:
        return self.effect is not None and not self.effect.is_in_place

    @property
    def answer_version(self) -> int:
        """Of the answer that the effect was computed from."""
        answers: list[Answer] = list(self.review.answers.all()) if self.review else []
        versions = [one.version for one in answers if one.question_id == self.item.question_id]
        return next(iter(versions), 0)

    @property
    def question(self) -> Any:
        if self.review is None:
            return None
        return self.review.questionnaire.question(self.item.question_id)

    @property
    def choice(self) -> Any:
        return self.question.choice(self.item.choice_id) if self.question else None

    @property
    def status(self) -> str:
        return self.item.status_on(self.today)

    @property
    def is_expired(self) -> bool:
        return self.status != self.item.status

    @property
    def is_overdue(self) -> bool:
        due = self.item.due_on
        open_now = self.status not in ("DONE", "RISK_ACCEPTED")
        return open_now and due is not None and due < self.today

    @cached_property
    def comments(self) -> list[ItemComment]:
        return list(self.item.comments.select_related("written_by")[:COMMENTS_SHOWN])

    @cached_property
    def changes(self) -> list[ItemChange]:
        return list(self.item.changes.select_related("made_by")[:CHANGES_SHOWN])

    @cached_property
    def acceptances(self) -> list[RiskAcceptance]:
        return list(self.item.acceptances.select_related("asked_by", "decided_by")[:20])

    @property
    def waiting(self) -> RiskAcceptance | None:
        return next((one for one in self.acceptances if one.is_waiting), None)

    @cached_property
    def needs(self) -> list[Improvement]:
        return list(self.item.needs.all())

    @cached_property
    def needed_by(self) -> list[Improvement]:
        return list(self.item.needed_by.all())

    @cached_property
    def members(self) -> QuerySet[Membership]:
        return members_of(self.item.workload)
