from reviews.models.acceptance import RiskAcceptance
from reviews.models.answer import Answer, AnswerRevision, OpenPoint
from reviews.models.improvement import Improvement, PlanCap, Prerequisite
from reviews.models.item_story import ItemChange, ItemComment
from reviews.models.lens_review import LensReview, PillarSetAside
from reviews.models.loose_note import LooseNote
from reviews.models.milestone import Milestone
from reviews.models.sent_form import SentForm
from reviews.models.workload import Decision, Summary, Workload, WorkloadTag

__all__ = [
    "Answer",
    "AnswerRevision",
    "Decision",
    "Improvement",
    "ItemChange",
    "ItemComment",
    "LensReview",
    "LooseNote",
    "Milestone",
    "OpenPoint",
    "PillarSetAside",
    "PlanCap",
    "Prerequisite",
    "RiskAcceptance",
    "SentForm",
    "Summary",
    "Workload",
    "WorkloadTag",
]
