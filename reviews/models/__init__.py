from reviews.models.answer import Answer, AnswerRevision, OpenPoint
from reviews.models.improvement import Improvement
from reviews.models.lens_review import LensReview, PillarSetAside
from reviews.models.loose_note import LooseNote
from reviews.models.milestone import Milestone
from reviews.models.workload import Decision, Summary, Workload, WorkloadTag

__all__ = [
    "Answer",
    "AnswerRevision",
    "Decision",
    "Improvement",
    "LensReview",
    "LooseNote",
    "Milestone",
    "OpenPoint",
    "PillarSetAside",
    "Summary",
    "Workload",
    "WorkloadTag",
]
