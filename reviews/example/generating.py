"""Writes invented workloads by the thousand, for measurements: rows as the doors write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Organisation, Role, User
from pillars import library
from pillars.models import LensVersion
from pillars.questionnaire.content import Risk
from reviews.answering import COUNTERS
from reviews.example import inventing, loading
from reviews.example.inventing import Invented
from reviews.models import (
    Answer,
    AnswerRevision,
    Improvement,
    LensReview,
    OpenPoint,
    Workload,
    WorkloadTag,
)
from reviews.models.workload import Environment, WorkloadQuerySet, name_key

TAG = "generated"
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Made:
    """An invented workload and its rows so far."""

    invented: Invented
    workload: Workload
    review: LensReview
    by: User


@dataclass(frozen=True, slots=True)
class Setting:
    organisation: Organisation
    version: LensVersion
    team: Sequence[User]
    today: date


def written(organisation: Organisation) -> WorkloadQuerySet:
    """The workloads of the example that nobody generated."""
    return Workload.objects.of(organisation).active().exclude(tags__key=TAG)


@transaction.atomic
def generate(*, organisation: Organisation, count: int) -> int:
    """See to it that the workloads of the numbers 1 to `count` are there; how many were made."""
    missing = _missing(organisation, count)
    if not missing:
        return 0
    setting = _setting(organisation)
    lens = library.questionnaire(setting.version)
    numbers = iter(missing)
    while batch := [inventing.invent(number, lens) for number in islice(numbers, AT_ONCE)]:
        _write(batch, setting)
    audit.record(
        action="workloads.generated",
        by=None,
        organisation=organisation,
        target=organisation,
        count=len(missing),
    )
    return len(missing)


def _missing(organisation: Organisation, count: int) -> list[int]:
    taken = set(Workload.objects.of(organisation).values_list("name_key", flat=True))
    numbers = range(1, count + 1)
    return [number for number in numbers if name_key(inventing.name(number)) not in taken]


def _setting(organisation: Organisation) -> Setting:
    team = User.objects.filter(
        memberships__organisation=organisation,
        memberships__role__in=[role for role in Role if role.includes(Role.CONTRIBUTOR)],
    )
    return Setting(
        organisation, loading.bundled_lens(), list(team.order_by("pk")), timezone.localdate()
    )


def _write(batch: list[Invented], setting: Setting) -> None:
    team = setting.team
    authors = [team[place % len(team)] for place in range(len(batch))]
    workloads = Workload.objects.bulk_create(
        _workload(invented, by, setting) for invented, by in zip(batch, authors, strict=True)
    )
    reviews = LensReview.objects.bulk_create(
        _review(invented, workload, setting)
        for invented, workload in zip(batch, workloads, strict=True)
    )
    made = [Made(*one) for one in zip(batch, workloads, reviews, authors, strict=True)]
    WorkloadTag.objects.bulk_create(tag for one in made for tag in _tags(one))
    answers = Answer.objects.bulk_create(answer for one in made for answer in _answers(one))
    AnswerRevision.objects.bulk_create(_revision(answer) for answer in answers)
    Improvement.objects.bulk_create(
        item for one in made for item in _improvements(one, setting.today)
    )
    OpenPoint.objects.bulk_create(
        point for one in made for point in _open_points(one, setting.today)
    )


def _workload(invented: Invented, by: User, setting: Setting) -> Workload:
    return Workload(
        organisation=setting.organisation,
        name=invented.name,
        name_key=name_key(invented.name),
        description=invented.description,
        environment=Environment.PRODUCTION if invented.is_production else Environment.PREPRODUCTION,
        review_owner=by.email,
        aws_regions=[invented.region],
        account_ids=[invented.account_id],
        pillar_priorities=list(invented.priorities),
        review_cadence_days=180,
        next_review_on=setting.today + timedelta(days=invented.next_review_in_days),
        created_by=by,
    )


def _review(invented: Invented, workload: Workload, setting: Setting) -> LensReview:
    risks = list(invented.risks.values())
    counts = {field: risks.count(risk) for risk, field in COUNTERS.items()}
    unsaid = setting.version.question_count - len(risks)
    counts[COUNTERS[Risk.UNANSWERED]] += unsaid
    return LensReview(
        organisation=setting.organisation,
        workload=workload,
        lens_id=setting.version.lens_id,
        version=setting.version,
        created_by=workload.created_by,
        **counts,
    )


def _tags(made: Made) -> Iterator[WorkloadTag]:
    for key, value in {**made.invented.tags, TAG: ""}.items():
        yield WorkloadTag(workload=made.workload, key=key, value=value)


def _answers(made: Made) -> Iterator[Answer]:
    for question_id, sheet in made.invented.sheets.items():
        yield Answer(
            organisation_id=made.review.organisation_id,
            review=made.review,
            question_id=question_id,
            sheet=sheet.to_json(),
            risk=made.invented.risks[question_id],
            version=1,
            updated_by=made.by,
        )


def _revision(answer: Answer) -> AnswerRevision:
    return AnswerRevision(
        organisation_id=answer.organisation_id,
        answer=answer,
        version=answer.version,
        sheet=answer.sheet,
        risk=answer.risk,
        saved_by_id=answer.updated_by_id,
    )


def _improvements(made: Made, today: date) -> Iterator[Improvement]:
    for work in made.invented.work:
        yield Improvement(
            organisation_id=made.review.organisation_id,
            workload=made.workload,
            review=made.review,
            question_id=work.question_id,
            choice_id=work.choice_id,
            title=work.title,
            owner=made.by.email,
            assignee=made.by,
            due_on=today + timedelta(days=work.due_in_days),
            effort_days=Decimal(str(work.effort_days)),
            created_by=made.by,
        )


def _open_points(made: Made, today: date) -> Iterator[OpenPoint]:
    for ask in made.invented.asks:
        yield OpenPoint(
            organisation_id=made.review.organisation_id,
            review=made.review,
            question_id=ask.question_id,
            whom=ask.whom,
            due_on=today + timedelta(days=ask.in_days),
            proof=ask.proof,
            asked_by=made.by,
        )
