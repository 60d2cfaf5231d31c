"""Two organisations with the same things in each, and the address of every page about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts import doors
from accounts.models import Invitation, Membership, Organisation, Role, User
from pillars import library
from reviews import (
    accepting,
    commenting,
    improvements,
    inbox,
    milestones,
    open_points,
    reviewing,
    workloads,
)
from reviews.answering import record_answer
from reviews.models import (
    Improvement,
    ItemComment,
    LensReview,
    LooseNote,
    OpenPoint,
    RiskAcceptance,
    Workload,
)
from reviews.outcome.answers import Sheet
from reviews.tests import lenses


@dataclass
class Side:
    """A workload with a review, and one of everything that hangs on them."""

    organisation: Organisation
    workload: Workload
    review: LensReview
    item: Improvement
    point: OpenPoint
    note: LooseNote
    asked: RiskAcceptance
    comment: ItemComment
    question_id: str = "backup"
    pillar_id: str = "security"
    member_id: int = 0
    invitation_id: int = 0
    milestone: int = 1


def side(
    organisation: Organisation,
    by: User,
    *,
    name: str = "Orders",
    document: Any = lenses.DOCUMENT,
    question_id: str = "backup",
) -> Side:
    version = library.take_in(data=lenses.written(document), organisation=organisation, by=by)
    library.publish(version=version, by=by)
    workload = workloads.create_workload(
        organisation=organisation, by=by, name=name, tags={"team": "orders"}, notes="*Secret*"
    )
    review = reviewing.start_review(workload=workload, version=version, by=by)
    record_answer(
        review=review,
        question_id=question_id,
        sheet=Sheet(none=True, notes="Secret"),
        base_version=0,
        by=by,
    )
    about = {"review": review, "question_id": question_id}
    item = improvements.add_improvement(workload=workload, title="Secret", by=by, **about)
    point = open_points.ask(point=OpenPoint(whom="Secret", **about), by=by)
    note = inbox.capture(review=review, text="Secret", by=by)
    asked = accepting.ask_acceptance(
        improvement=item, reason="Secret", until=timezone.localdate(), by=by
    )
    comment = commenting.add_comment(improvement=item, text="Secret", by=by)
    workloads.write_summary(workload=workload, text="Secret", decisions=[{"text": "Secret"}], by=by)
    milestones.take_milestone(workload=workload, name="Secret", by=by)
    return Side(organisation, workload, review, item, point, note, asked, comment, question_id)


def with_people(side: Side, by: User, member: User) -> Side:
    """A member to remove and an invitation to withdraw."""
    side.member_id = Membership.objects.create(
        organisation=side.organisation, user=member, role=Role.VIEWER
    ).pk
    email = f"invited-{side.organisation.pk}@example.com"
    doors.invite(organisation=side.organisation, email=email, role=Role.VIEWER, by=by)
    side.invitation_id = Invitation.objects.get(email=email).pk
    return side


def arguments(side: Side) -> dict[str, Any]:
    """What may stand in an address, by the name it has there."""
    return {
        "workload_id": side.workload.public_id,
        "alias": side.review.lens.alias,
        "question_id": side.question_id,
        "pillar_id": side.pillar_id,
        "item_id": side.item.public_id,
        "point_id": side.point.pk,
        "note_id": side.note.pk,
        "asked_id": side.asked.pk,
        "comment_id": side.comment.pk,
        "number": side.milestone,
        "member_id": side.member_id,
        "invitation_id": side.invitation_id,
        "token": "none",
        "uidb36": "1",
        "key": "set-password",
        "name": "quorum",
        "operation": "survival",
    }


MISSING = {
    "workload_id": "0" * 32,
    "alias": "nothing",
    "question_id": "nothing",
    "pillar_id": "nothing",
    "item_id": "0" * 32,
    "point_id": 999_999,
    "note_id": 999_999,
    "asked_id": 999_999,
    "comment_id": 999_999,
    "number": 999_999,
    "member_id": 999_999,
    "invitation_id": 999_999,
}


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    """Every pattern of the site; two of one name are two."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def names_in(pattern: URLPattern) -> list[str]:
    """What stands in the address of a pattern."""
    found = pattern.pattern
    return list(dict.fromkeys([*found.converters, *found.regex.groupindex]))


def address(pattern: URLPattern, given: dict[str, Any]) -> str:
    return reverse(pattern.name, kwargs={name: given[name] for name in names_in(pattern)})
