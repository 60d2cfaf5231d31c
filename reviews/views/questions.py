from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest, signed_in
from pillars.questionnaire.content import Question
from reviews import answering, open_points
from reviews.access import review_page, workload_page
from reviews.answer_form import AnswerForm
from reviews.forms import ImprovementForm, OpenPointForm
from reviews.models import Answer, LensReview, OpenPoint, Workload
from reviews.navigation import SHOWS, place
from reviews.navigation import found as found_in
from reviews.outcome.answers import Sheet
from reviews.question_page import QuestionPage, tree_of


@review_page()
@require_http_methods(["GET", "POST"])
def question(request: MemberRequest, review: LensReview, question_id: str) -> HttpResponse:
    asked = question_or_404(review, question_id)
    if request.method == "POST":
        return _save(request, review, asked)
    return _page(request, QuestionPage.of(review, asked, request.user))


def question_or_404(review: LensReview, question_id: str) -> Question:
    asked = review.questionnaire.question(question_id)
    if asked is None:
        raise Http404
    return asked


def _save(request: MemberRequest, review: LensReview, asked: Question) -> HttpResponse:
    form = AnswerForm(asked, request.POST)
    sheet = form.sheet()
    if form.errors:
        return _refused(request, review, asked, form, sheet)
    try:
        answer = answering.record_answer(
            review=review,
            question_id=asked.id,
            sheet=sheet,
            base_version=form.base_version,
            by=request.user,
        )
    except answering.StaleAnswer as stale:
        return _conflict(request, review, asked, stale)
    if request.htmx:
        return _saved(request, review, asked, answer)
    return _onward(request, review, asked)


def _page(
    request: MemberRequest, page: QuestionPage, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "page": page,
        **tree_of(page.review, _show(request), request.user),
        "plan_form": ImprovementForm(initial=page.first_improvement),
        "open_point_form": OpenPointForm(practices=page.practice_choices),
        **more,
    }
    return render(request, "reviews/question.html", context, status=status)


def _show(request: MemberRequest) -> str:
    show = request.GET.get("show", "all")
    return show if show in SHOWS else "all"


def _refused(
    request: MemberRequest, review: LensReview, asked: Question, form: AnswerForm, sheet: Sheet
) -> HttpResponse:
    page = QuestionPage.of(review, asked, request.user, sheet=sheet, based_on=form.base_version)
    if request.htmx:
        context = {"page": page, "errors": form.errors}
        return render(request, "reviews/question.html#state", context, status=422)
    return _page(request, page, 422, errors=form.errors)


def _conflict(
    request: MemberRequest, review: LensReview, asked: Question, stale: answering.StaleAnswer
) -> HttpResponse:
    """Both versions side by side; what was sent stays in the form, based on the newer version."""
    page = QuestionPage.of(review, asked, request.user, sheet=stale.sent)
    theirs = QuestionPage.of(review, asked, request.user)
    context = {"page": page, "theirs": theirs, "conflict": True}
    if request.htmx:
        return render(request, "reviews/question.html#conflict", context, status=409)
    return _page(request, page, 409, theirs=theirs, conflict=True)


def _saved(
    request: MemberRequest, review: LensReview, asked: Question, answer: Answer
) -> HttpResponse:
    page = QuestionPage.of(review, asked, request.user, answer=answer)
    response = render(request, "reviews/question.html#state", {"page": page, "saved": True})
    response["HX-Trigger"] = "answered"
    return response


def _onward(request: MemberRequest, review: LensReview, asked: Question) -> HttpResponse:
    """Without JavaScript a save leads to the next question."""
    messages.success(request, _("Saved."))
    risks = dict(review.answers.values_list("question_id", "risk"))
    following = place(review.questionnaire, asked, risks).next
    return _to(review, following or asked)


def _to(review: LensReview, asked: Question) -> HttpResponse:
    return redirect("question", review.workload.public_id, review.lens.alias, asked.id)


@review_page()
@require_GET
def tree(request: MemberRequest, review: LensReview) -> HttpResponse:
    """The left column alone: it listens to `answered` and fetches itself."""
    context = {
        **tree_of(review, _show(request), request.user),
        "review": review,
        "here": request.GET.get("here", ""),
    }
    return render(request, "reviews/_tree.html", context)


@review_page()
@require_GET
def side(request: MemberRequest, review: LensReview, question_id: str) -> HttpResponse:
    """The right column alone: history, to find out, plan."""
    page = QuestionPage.of(review, question_or_404(review, question_id), request.user)
    context = {
        "page": page,
        "plan_form": ImprovementForm(initial=page.first_improvement),
        "open_point_form": OpenPointForm(practices=page.practice_choices),
    }
    return render(request, "reviews/_side.html", context)


@review_page()
@require_GET
def search(request: MemberRequest, review: LensReview) -> HttpResponse:
    words = request.GET.get("q", "")[:200]
    context = {"review": review, "words": words, "found": found_in(review.questionnaire, words)}
    template = "reviews/search.html#results" if request.htmx else "reviews/search.html"
    return render(request, template, context)


@review_page()
@require_POST
def undo(request: MemberRequest, review: LensReview, question_id: str) -> HttpResponse:
    asked = question_or_404(review, question_id)
    base_version = AnswerForm(asked, request.POST).base_version
    try:
        answering.undo(
            review=review, question_id=asked.id, base_version=base_version, by=request.user
        )
    except Answer.DoesNotExist:
        raise Http404 from None
    except answering.StaleAnswer as stale:
        return _conflict(request, review, asked, stale)
    messages.success(request, _("The earlier answer is back; the later one stays in the history."))
    return _to(review, asked)


@review_page()
@require_POST
def flag(request: MemberRequest, review: LensReview, question_id: str) -> HttpResponse:
    asked = question_or_404(review, question_id)
    answering.flag(
        review=review, question_id=asked.id, flagged="flagged" in request.POST, by=request.user
    )
    if request.htmx:
        page = QuestionPage.of(review, asked, request.user)
        response = render(request, "reviews/question.html#flag", {"page": page})
        response["HX-Trigger"] = "answered"
        return response
    return _to(review, asked)


@review_page()
@require_POST
def find_out(request: MemberRequest, review: LensReview, question_id: str) -> HttpResponse:
    page = QuestionPage.of(review, question_or_404(review, question_id), request.user)
    form = OpenPointForm(request.POST, practices=page.practice_choices)
    if not form.is_valid():
        return _page(request, page, 422, open_point_form=form)
    point = form.save(commit=False)
    point.review, point.question_id = review, question_id
    open_points.ask(point=point, by=request.user)
    return _to(review, page.question)


@workload_page()
@require_POST
def found(request: MemberRequest, workload: Workload, point_id: int) -> HttpResponse:
    point = get_object_or_404(OpenPoint, pk=point_id, review__workload=workload)
    open_points.close(point=point, by=request.user)
    return redirect("question", workload.public_id, point.review.lens.alias, point.question_id)


@signed_in
@require_POST
def remember_risk(request: MemberRequest) -> HttpResponse:
    # Whoever watches the colour ticks until it is calm, so each reader chooses whether to see it.
    answering.remember_risk(user=request.user, shows="shows" in request.POST)
    return HttpResponse(status=204)
