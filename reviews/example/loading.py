"""Makes the example organisation, through the doors that everybody uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import doors
from accounts.models import Invitation, Organisation, Role, User, digest
from pillars import library
from pillars.models import LensVersion
from reviews import (
    accepting,
    answering,
    improvements,
    milestones,
    open_points,
    reviewing,
    workloads,
)
from reviews.example import document
from reviews.models import Answer, AnswerRevision, Improvement, LensReview, OpenPoint, Workload
from reviews.models.improvement import Origin
from reviews.outcome.answers import Sheet


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does what in the example, when, and with which lenses."""

    organisation: Organisation
    lead: User
    team: tuple[User, ...]
    lenses: Mapping[str, LensVersion]
    today: date

    def answers_for(self, review: LensReview, question_id: str) -> User:
        """One person answers a pillar, so that a review shows the hands of several."""
        pillars = [pillar.id for pillar in review.questionnaire.pillars]
        place = pillars.index(review.questionnaire.pillar_of(question_id).id)
        return self.team[place % len(self.team)]


def there() -> Organisation | None:
    return Organisation.objects.filter(is_example=True).order_by("pk").first()


@transaction.atomic
def load() -> Organisation:
    """The example organisation; the one that is there is returned as it is."""
    existing = there()
    if existing is not None:
        return existing
    library.publish_bundled()
    text = document.read()
    cast = _cast(text)
    for workload in text["workloads"]:
        _load_workload(workload, cast)
    return cast.organisation


def _cast(text: Mapping[str, Any]) -> Cast:
    people = {member["email"]: _person(member) for member in text["members"]}
    roles = {email: _role_of(email, text) for email in people}
    owner = next(people[email] for email, role in roles.items() if role is Role.OWNER)
    organisation = doors.start_organisation(
        name=text["organisation"]["name"], by=owner, is_example=True
    )
    for email, role in roles.items():
        if role is not Role.OWNER:
            _join(people[email], role, organisation, owner)
    team = [people[email] for email, role in roles.items() if role.includes(Role.CONTRIBUTOR)]
    return Cast(
        organisation=organisation,
        lead=owner,
        team=tuple(team),
        lenses={"cloud-native": bundled_lens(), "operational-basics": _small(organisation, owner)},
        today=timezone.localdate(),
    )


def _person(member: Mapping[str, str]) -> User:
    # People stay when their organisation is deleted, so a second example finds them.
    found = User.objects.filter(email=member["email"]).first()
    return found or doors.create_person(email=member["email"], name=member["name"], by=None)


def _role_of(email: str, text: Mapping[str, Any]) -> Role:
    return next(Role(member["role"]) for member in text["members"] if member["email"] == email)


def _join(person: User, role: Role, organisation: Organisation, owner: User) -> None:
    token = doors.invite(organisation=organisation, email=person.email, role=role, by=owner)
    invitation = Invitation.objects.get(token_digest=digest(token))
    doors.accept_invitation(invitation=invitation, by=person)


def bundled_lens() -> LensVersion:
    """The version of the large lens that new reviews get."""
    bundled = LensVersion.objects.published().filter(lens__organisation=None)
    return bundled.filter(lens__alias="cloud-native").latest("number")


def _small(organisation: Organisation, by: User) -> LensVersion:
    version = library.take_in(data=document.small_lens(), organisation=organisation, by=by)
    library.publish(version=version, by=by)
    return version


def _load_workload(text: Mapping[str, Any], cast: Cast) -> None:
    workload = workloads.create_workload(
        organisation=cast.organisation,
        by=cast.lead,
        tags=text["tags"],
        **document.fields_of(text, cast.today),
    )
    reviews = {one["lens"]: _start(workload, one, cast) for one in text["reviews"]}
    for milestone in text["milestones"]:
        _look_back(workload, reviews, milestone, text, cast)
    for one in text["reviews"]:
        _finish(reviews[one["lens"]], one, cast)
    _plan(workload, reviews, text, cast)
    if text["summary"]:
        asked: list[Mapping[str, Any]] = [
            document.decision(decision, cast.today) for decision in text["decisions"]
        ]
        workloads.write_summary(
            workload=workload, text=text["summary"], decisions=asked, by=cast.lead
        )


def _plan(
    workload: Workload, reviews: Mapping[str, LensReview], text: Mapping[str, Any], cast: Cast
) -> None:
    made: dict[str, Improvement] = {}
    for item in text["plan"]:
        review = reviews[item["lens"]]
        question = review.questionnaire.question(item["question"])
        choice = question.choice(item["choice"]) if question else None
        made[item["title"]] = improvements.add_improvement(
            workload=workload,
            review=review,
            by=cast.lead,
            severity=choice.severity.value if choice else "",
            origin=Origin.QUESTION,
            needs=[made[title] for title in item.get("needs", ())],
            **document.plan_item(item, cast.today),
        )
        accepted = document.acceptance(item, cast.today)
        if accepted:
            asked = accepting.ask_acceptance(
                improvement=made[item["title"]], by=cast.lead, **accepted
            )
            accepting.approve_acceptance(acceptance=asked, by=cast.lead)


def _start(workload: Workload, text: Mapping[str, Any], cast: Cast) -> LensReview:
    version = cast.lenses[text["lens"]]
    review = reviewing.start_review(workload=workload, version=version, by=cast.lead)
    for pillar_id, reason in text["pillars_not_applicable"].items():
        reviewing.set_pillar_aside(review=review, pillar_id=pillar_id, reason=reason, by=cast.lead)
    return review


def _look_back(
    workload: Workload,
    reviews: Mapping[str, LensReview],
    milestone: Mapping[str, Any],
    text: Mapping[str, Any],
    cast: Cast,
) -> None:
    """Say what was said then, keep it as a milestone, and date both to that day."""
    at = timezone.now() - timedelta(days=milestone["days_ago"])
    loaded_from = timezone.now()
    for one in text["reviews"]:
        _answer(reviews[one["lens"]], document.sheets_at(milestone, one), cast)
    milestones.take_milestone(
        workload=workload, name=milestone["name"], note=milestone["note"], by=cast.lead, at=at
    )
    _date_answers(workload, since=loaded_from, at=at)
    begun = at - timedelta(hours=3)
    Workload.objects.filter(pk=workload.pk, created_at__gt=begun).update(created_at=begun)
    workload.reviews.filter(created_at__gt=begun).update(created_at=begun)


def _date_answers(workload: Workload, *, since: datetime, at: datetime) -> None:
    # The doors write the time of now, which is right for all but a story that is told afterwards.
    AnswerRevision.objects.filter(answer__review__workload=workload, saved_at__gte=since).update(
        saved_at=at
    )
    Answer.objects.filter(review__workload=workload, updated_at__gte=since).update(updated_at=at)


def _finish(review: LensReview, text: Mapping[str, Any], cast: Cast) -> None:
    _answer(review, document.sheets(text), cast)
    for question_id in document.flagged(text):
        answering.flag(
            review=review,
            question_id=question_id,
            flagged=True,
            by=cast.answers_for(review, question_id),
        )
    for point in text["to_find_out"]:
        asked = OpenPoint(review=review, **document.open_point(point, cast.today))
        open_points.ask(point=asked, by=cast.answers_for(review, asked.question_id))


def _answer(review: LensReview, sheets: Mapping[str, Sheet], cast: Cast) -> None:
    versions = dict(review.answers.values_list("question_id", "version"))
    for question_id, sheet in sheets.items():
        answering.record_answer(
            review=review,
            question_id=question_id,
            sheet=sheet,
            base_version=versions.get(question_id, 0),
            by=cast.answers_for(review, question_id),
        )
