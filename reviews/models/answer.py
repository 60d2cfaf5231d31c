from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from pillars.questionnaire.content import Risk
from reviews.models.lens_review import LensReview
from reviews.outcome.answers import Sheet

RISKS = [(risk.value, risk.value) for risk in Risk]


class Answer(models.Model):
    """What was said to one question; `sheet` is the whole statement as the core reads it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    review = models.ForeignKey(LensReview, models.CASCADE, related_name="answers")
    question_id = models.CharField(max_length=128)
    sheet = models.JSONField(default=dict)
    risk = models.CharField(max_length=16, choices=RISKS, default=Risk.UNANSWERED)
    flagged = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    updated_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "question_id"], name="one_answer_per_question"
            )
        ]

    @property
    def value(self) -> Sheet:
        return Sheet.from_json(self.sheet)


class AnswerRevision(models.Model):
    """Every save, as it was: who, when, what."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    sheet = models.JSONField()
    risk = models.CharField(max_length=16, choices=RISKS)
    saved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="one_revision_per_version")
        ]
        ordering = ["-version"]

    @property
    def value(self) -> Sheet:
        return Sheet.from_json(self.sheet)


class OpenPointQuerySet(models.QuerySet["OpenPoint"]):
    def open(self) -> OpenPointQuerySet:
        return self.filter(found_at=None)


class OpenPoint(models.Model):
    """Something to find out: whom to ask, by when, what would prove it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    review = models.ForeignKey(LensReview, models.CASCADE, related_name="open_points")
    question_id = models.CharField(max_length=128)
    choice_id = models.CharField(_("practice"), max_length=128, blank=True)
    whom = models.CharField(_("whom to ask"), max_length=255, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    proof = models.CharField(_("what would prove it"), max_length=512, blank=True)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    found_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)

    objects = OpenPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
