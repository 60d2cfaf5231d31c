from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from accounts import doors
from accounts.models import Membership, Organisation, Role, User
from pillars.models import LensVersion
from reviews import milestones
from reviews.example import document, generating, inventing, loading
from reviews.gathering import review_state, state_at, state_now
from reviews.models import (
    Answer,
    AnswerRevision,
    Decision,
    Improvement,
    LensReview,
    Milestone,
    OpenPoint,
    Summary,
    Workload,
)
from reviews.outcome.scoring import score

pytestmark = pytest.mark.django_db

NAMES = [
    "Amazon orders, 2004",
    "Field service portal",
    "Item master",
    "Loyalty points",
    "Seat reservations in cells",
]
MAY_BE_EMPTY = {"User.language", "Improvement.details", "OpenPoint.choice_id"}
DOCUMENTS = {"LensVersion.document"}


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("example_data", *arguments, stdout=out)
    return out.getvalue()


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def workload(name: str) -> Workload:
    return Workload.objects.get(name=name)


def only_review(name: str) -> LensReview:
    return workload(name).reviews.get()


def counts(review: LensReview) -> tuple[int, ...]:
    return (
        review.high,
        review.medium,
        review.no_risk,
        review.unanswered,
        review.not_applicable,
    )


def computed(review: LensReview) -> tuple[int, ...]:
    state = review_state(review)
    found = score(state.lens, state.sheets, state.pillars_set_aside).counts
    return found.high, found.medium, found.none, found.unanswered, found.not_applicable


def every_row() -> Iterator[models.Model]:
    for app in ("accounts", "pillars", "reviews"):
        for model in apps.get_app_config(app).get_models():
            yield from model._default_manager.all()


def texts(row: models.Model) -> Iterator[tuple[str, models.Field, str]]:
    """Every text of a row but the documents that machines write."""
    for field in row._meta.concrete_fields:
        name = f"{type(row).__name__}.{field.name}"
        if isinstance(field, (models.CharField, models.TextField)) and name not in DOCUMENTS:
            yield name, field, getattr(row, field.attname)


def said() -> str:
    """The five workloads as a text, but for what chance gives and the clock."""
    return "\n".join(
        milestones.canonical({**milestones.to_json(state_now(one)), "facts": one.name})
        for one in Workload.objects.all()
    )


class TestWhatIsThere:
    @pytest.fixture(autouse=True)
    def _made(self):
        run()

    def test_one_example_organisation_with_its_four_members(self):
        organisation = Organisation.objects.get()
        assert organisation.is_example
        assert organisation.name == document.read()["organisation"]["name"]
        roles = Membership.objects.values_list("user__email", "role")
        expected = {member["email"]: member["role"] for member in document.read()["members"]}
        assert dict(roles) == expected
        assert set(expected.values()) == set(Role)

    def test_nobody_has_a_password(self):
        assert not [user for user in User.objects.all() if user.has_usable_password()]

    def test_five_workloads_with_their_lenses(self):
        assert list(Workload.objects.values_list("name", flat=True)) == NAMES
        lenses = {review.workload.name: review.lens.alias for review in LensReview.objects.all()}
        assert lenses == {
            **dict.fromkeys(NAMES, "cloud-native"),
            "Field service portal": "operational-basics",
        }
        assert LensVersion.objects.published().count() == LensVersion.objects.count() == 2

    def test_reviews_span_from_red_to_green(self):
        red, green = only_review("Amazon orders, 2004"), only_review("Seat reservations in cells")
        assert red.high > red.question_count / 2
        assert green.no_risk > green.question_count * 0.7
        assert green.high == 0
        assert only_review("Item master").unanswered == 0
        empty = only_review("Loyalty points")
        assert empty.unanswered == empty.question_count == 43

    def test_counts_are_those_of_the_score(self):
        for review in LensReview.objects.all():
            assert counts(review) == computed(review), review.workload.name

    def test_what_only_stands_partly_is_answered(self):
        answer = only_review("Amazon orders, 2004").answers.get(question_id="REL2")
        assert answer.value.partly
        assert not answer.value.selected
        assert answer.risk == "HIGH"

    def test_every_answer_says_what_the_document_says(self):
        for text in document.read()["workloads"]:
            review = only_review(text["name"])
            sheets = {answer.question_id: answer.value for answer in review.answers.all()}
            assert sheets == document.sheets(text["reviews"][0]), text["name"]

    def test_several_people_answered_and_no_viewer(self):
        hands = set(AnswerRevision.objects.values_list("saved_by__email", flat=True))
        viewers = Membership.objects.filter(role=Role.VIEWER).values_list("user__email", flat=True)
        assert len(hands) == 3
        assert not hands & set(viewers)

    def test_every_other_row_of_the_document(self):
        text = document.read()["workloads"]
        reviews = [review for one in text for review in one["reviews"]]
        assert Improvement.objects.count() == sum(len(one["plan"]) for one in text)
        assert Decision.objects.count() == sum(len(one["decisions"]) for one in text)
        assert Summary.objects.count() == sum(bool(one["summary"]) for one in text)
        assert OpenPoint.objects.count() == sum(len(one["to_find_out"]) for one in reviews)
        flagged = sum(len(document.flagged(one)) for one in reviews)
        assert Answer.objects.filter(flagged=True).count() == flagged > 0

    def test_plan_and_questions_stand_on_what_the_lens_has(self):
        for row in [*Improvement.objects.all(), *OpenPoint.objects.all()]:
            question = row.review.questionnaire.question(row.question_id)
            assert question is not None
            assert not row.choice_id or question.choice(row.choice_id)

    def test_dates_count_from_today(self):
        today = timezone.localdate()
        assert all(one.next_review_on > today for one in Workload.objects.all())
        assert all(item.due_on > today for item in Improvement.objects.open())
        assert all(asked.due_on > today for asked in Decision.objects.all())
        assert all(point.due_on > today for point in OpenPoint.objects.open())

    def test_only_what_may_be_empty_is(self):
        empty = {name for row in every_row() for name, _field, text in texts(row) if not text}
        assert empty == MAY_BE_EMPTY

    def test_every_text_is_one_that_a_form_would_take(self):
        for row in every_row():
            for name, field, text in texts(row):
                assert text == text.strip(), name
                assert not field.max_length or len(text) <= field.max_length, name
                if text:
                    field.clean(text, row)


class TestMilestones:
    @pytest.fixture(autouse=True)
    def _made(self):
        run()

    def test_they_are_of_the_past_in_their_order(self):
        second, first = Milestone.objects.filter(workload__name="Item master")
        assert (first.name, second.name) == ("First review", "Before the pilot shard")
        assert first.taken_at < second.taken_at < timezone.now()
        assert (timezone.now() - first.taken_at).days == 285

    def test_they_open_as_it_was(self):
        for milestone in Milestone.objects.all():
            then, now = state_at(milestone), state_now(milestone.workload)
            assert milestone.digest == milestones.digest(milestone.snapshot)
            assert then.reviews[0].sheets != now.reviews[0].sheets

    def test_they_hold_the_answers_of_then(self):
        text = next(one for one in document.read()["workloads"] if one["milestones"])
        for milestone in text["milestones"]:
            kept = state_at(Milestone.objects.get(name=milestone["name"]))
            assert kept.reviews[0].sheets == document.sheets_at(milestone, text["reviews"][0])

    def test_risks_went_down_from_one_to_the_next(self):
        second, first = (state_at(one) for one in Milestone.objects.all())
        now = state_now(workload("Item master"))
        lows = [one.reviews[0].outcome.span.low for one in (first, second, now)]
        assert lows == sorted(lows)
        assert len(set(lows)) == 3

    def test_what_was_said_for_them_has_their_dates(self):
        item_master = workload("Item master")
        second, first = item_master.milestones.all()
        dates = AnswerRevision.objects.filter(answer__review__workload=item_master)
        assert dates.filter(saved_at=first.taken_at).count() == 22
        assert dates.filter(saved_at=second.taken_at).exists()
        assert item_master.created_at < first.taken_at
        assert not dates.filter(saved_at__lt=item_master.created_at).exists()


class TestAgain:
    def test_a_second_run_changes_nothing(self):
        run()
        before, words = rows(), said()
        assert "already there, nothing changed" in run()
        assert rows() == before
        assert said() == words

    def test_nor_with_generated_workloads(self):
        assert "with 3 generated workloads" in run("--workloads", "3")
        before = rows()
        assert "already there, nothing changed" in run("--workloads", "3")
        assert "already there, nothing changed" in run("--workloads", "2")
        assert "already there, nothing changed" in run()
        assert rows() == before

    def test_more_generated_workloads_are_added(self):
        run("--workloads", "2")
        assert "3 workloads added" in run("--workloads", "5")
        assert Workload.objects.filter(tags__key=generating.TAG).count() == 5

    def test_an_example_that_was_renamed_stays(self):
        run()
        organisation = Organisation.objects.get()
        owner = organisation.memberships.get(role=Role.OWNER).user
        doors.rename_organisation(organisation=organisation, name="Ours now", by=owner)
        assert "Ours now: already there" in run()

    def test_what_people_changed_stays(self):
        run()
        Workload.objects.filter(name="Loyalty points").update(name="Points")
        run()
        assert Workload.objects.count() == 5

    def test_a_deleted_example_is_made_again(self):
        run()
        before, organisation = rows(), Organisation.objects.get()
        owner = organisation.memberships.get(role=Role.OWNER).user
        doors.remove_example(organisation=organisation, by=owner)
        assert not Workload.objects.exists()
        assert ": made." in run()
        after = rows()
        # That it was deleted stays on record; nobody is created a second time.
        assert after.pop("accounts.AuditEntry") == before.pop("accounts.AuditEntry") + 1
        assert after == before

    def test_other_organisations_are_not_touched(self, cast):
        before = rows()
        run()
        assert cast.organisation.workloads.count() == 0
        assert Organisation.objects.count() == before["accounts.Organisation"] + 1
        assert Organisation.objects.filter(is_example=True).count() == 1


class TestGenerated:
    def test_counts_are_those_of_the_score(self):
        run("--workloads", "5")
        reviews = LensReview.objects.filter(workload__tags__key=generating.TAG)
        assert reviews.count() == 5
        for review in reviews:
            assert counts(review) == computed(review)
            assert review.question_count == len(review.questionnaire.questions)

    def test_every_answer_has_its_risk_and_its_revision(self):
        run("--workloads", "5")
        for answer in Answer.objects.filter(review__workload__tags__key=generating.TAG):
            question = answer.review.questionnaire.question(answer.question_id)
            assert answer.risk == answer.value.rating(question).risk != "UNANSWERED"
            assert answer.revisions.get().sheet == answer.sheet

    def test_the_same_number_gives_the_same_workload(self):
        loading.load()
        lens = only_review("Item master").questionnaire
        assert inventing.invent(7, lens) == inventing.invent(7, lens)
        assert inventing.invent(7, lens).sheets != inventing.invent(8, lens).sheets

    def test_a_lens_with_a_choice_for_none_has_it_chosen(self):
        loading.load()
        lens = only_review("Field service portal").questionnaire
        sheets = [
            sheet for number in range(40) for sheet in inventing.invent(number, lens).sheets.items()
        ]
        chosen = [
            lens.question(id).none_choice.id in sheet.selected
            for id, sheet in sheets
            if lens.question(id).none_choice
        ]
        assert True in chosen
        assert False in chosen

    def test_queries_do_not_grow_with_each_workload(self, django_assert_max_num_queries):
        organisation = loading.load()
        generating.generate(organisation=organisation, count=1)
        with django_assert_max_num_queries(40):
            generating.generate(organisation=organisation, count=41)


class TestWhatItSays:
    def test_the_organisation_its_owner_and_every_workload(self):
        first, owner, *lines = run("--workloads", "2").splitlines()
        assert first == "Riverbank Retail (example): made with 2 generated workloads."
        assert owner == "Owner: alex.kim@example.org"
        assert [line.strip().partition(":")[0] for line in lines] == NAMES
        review = only_review("Item master")
        assert f"{review.high} high, {review.medium} medium, {review.no_risk} no risk" in lines[2]

    @pytest.mark.parametrize("number", ["-1", "many"])
    def test_no_number_of_workloads(self, number):
        with pytest.raises(CommandError, match="--workloads"):
            run("--workloads", number)


class TestFailure:
    @pytest.mark.parametrize("door", ["take_milestone", "canonical"])
    def test_nothing_is_stored_when_a_workload_fails(self, monkeypatch, door):
        before = rows()
        monkeypatch.setattr(milestones, door, _breaks)
        with pytest.raises(RuntimeError):
            run()
        assert rows() == before

    def test_nothing_is_stored_when_generating_fails(self, monkeypatch):
        before = rows()
        monkeypatch.setattr(generating, "_open_points", _breaks)
        with pytest.raises(RuntimeError):
            run("--workloads", "5")
        assert rows() == before


def _breaks(*args, **kwargs):
    raise RuntimeError
