import re

from django.urls import path, register_converter

from reviews.views import (
    budget,
    inbox,
    milestones,
    plan,
    plan_item,
    plan_risk,
    questionnaires,
    questions,
    reports,
    reviews,
    workloads,
)


class PublicId:
    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LensId:
    """An id of a lens document. Real ones hold more than letters: a slash or dot becomes ~2f~."""

    regex = "(?:[^/~.]|~(?:2e|2f|7e)~)+"

    def to_python(self, value: str) -> str:
        return re.sub("~(2e|2f|7e)~", lambda found: chr(int(found[1], 16)), value)

    def to_url(self, value: str) -> str:
        return re.sub("[/~.]", lambda found: f"~{ord(found[0]):x}~", value)


register_converter(PublicId, "id")
register_converter(LensId, "lens_id")

WORKLOAD = "workloads/<id:workload_id>/"
REVIEW = WORKLOAD + "reviews/<slug:alias>/"
ITEM = WORKLOAD + "plan/<id:item_id>/"
QUESTION = REVIEW + "questions/<lens_id:question_id>/"

urlpatterns = [
    path("", workloads.home, name="home"),
    path("workloads/", workloads.listing, name="workloads"),
    path("workloads/new/", workloads.create, name="workload_new"),
    path(WORKLOAD, workloads.detail, name="workload"),
    path(WORKLOAD + "edit/", workloads.edit, name="workload_edit"),
    path(WORKLOAD + "archive/", workloads.archive, name="workload_archive"),
    path(WORKLOAD + "summary/", workloads.summary, name="workload_summary"),
    path(WORKLOAD + "reviews/", reviews.start, name="review_start"),
    path(REVIEW, reviews.detail, name="review"),
    path(REVIEW + "pillars/<lens_id:pillar_id>/", reviews.pillar, name="review_pillar"),
    path(QUESTION, questions.question, name="question"),
    path(QUESTION + "undo/", questions.undo, name="question_undo"),
    path(QUESTION + "flag/", questions.flag, name="question_flag"),
    path(QUESTION + "side/", questions.side, name="question_side"),
    path(QUESTION + "find-out/", questions.find_out, name="question_find_out"),
    path(QUESTION + "plan/", plan.add_from_question, name="question_plan"),
    path(REVIEW + "budget/", budget.budget, name="budget"),
    path(REVIEW + "inbox/", inbox.capture, name="inbox"),
    path(WORKLOAD + "inbox/<int:note_id>/", inbox.settle, name="inbox_settle"),
    path(REVIEW + "tree/", questions.tree, name="review_tree"),
    path(REVIEW + "search/", questions.search, name="review_search"),
    *(
        path(
            f"lenses/<slug:alias>/<int:number>/questionnaire.{kind}",
            questionnaires.blank,
            {"kind": kind},
            name=f"questionnaire_{kind}",
        )
        for kind in ("pdf", "xlsx")
    ),
    path(REVIEW + "fill/", questionnaires.fill, name="review_fill"),
    path(WORKLOAD + "plan/", plan.listing, name="plan"),
    path(WORKLOAD + "plan/new/", plan.add, name="plan_add"),
    path(WORKLOAD + "plan/accept/", plan.accept, name="plan_accept"),
    path(WORKLOAD + "plan/bulk/", plan.bulk, name="plan_bulk"),
    path(WORKLOAD + "plan/cap/", plan.set_cap, name="plan_cap"),
    path(ITEM, plan_item.item, name="plan_item"),
    path(ITEM + "move/", plan_item.move, name="plan_move"),
    path(ITEM + "done/", plan_item.done, name="plan_done"),
    path(ITEM + "split/", plan_item.split, name="plan_split"),
    path(ITEM + "remove/", plan_item.remove, name="plan_remove"),
    path(ITEM + "risk/", plan_risk.ask, name="plan_risk"),
    path(ITEM + "risk/<int:asked_id>/", plan_risk.decide, name="plan_risk_decide"),
    path(ITEM + "comments/", plan_item.comment, name="plan_comment"),
    path(ITEM + "comments/<int:comment_id>/", plan_item.remove_comment, name="plan_uncomment"),
    path(WORKLOAD + "find-out/<int:point_id>/", questions.found, name="found"),
    path(WORKLOAD + "milestones/", milestones.take, name="milestones"),
    path(WORKLOAD + "milestones/compare/", milestones.compare, name="milestones_compare"),
    path(WORKLOAD + "milestones/<int:number>/", milestones.detail, name="milestone"),
    path(WORKLOAD + "report/", reports.screen, name="report"),
    path(WORKLOAD + "report.pdf", reports.pdf, name="report_pdf"),
    *(
        path(WORKLOAD + f"report.{kind}", reports.export, {"kind": kind}, name=f"report_{kind}")
        for kind in ("xlsx", "csv", "json", "md")
    ),
    path("me/risk/", questions.remember_risk, name="remember_risk"),
]
