from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from pillars import library
from pillars.models import Lens, LensVersion
from pillars.questionnaire import content
from reviews.models.workload import Workload


class LensReviewQuerySet(models.QuerySet["LensReview"]):
    def visible_to(self, user: User) -> LensReviewQuerySet:
        return self.filter(organisation__memberships__user=user)


class LensReview(models.Model):
    """One lens version applied to one workload, with the running counts of its risks."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    workload = models.ForeignKey(Workload, models.CASCADE, related_name="reviews")
    # RESTRICT, not PROTECT: an organisation goes with its own lenses and their reviews at once.
    lens = models.ForeignKey(Lens, models.RESTRICT, related_name="+")
    version = models.ForeignKey(LensVersion, models.RESTRICT, related_name="+")
    high = models.PositiveIntegerField(default=0)
    medium = models.PositiveIntegerField(default=0)
    no_risk = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    not_applicable = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LensReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workload", "lens"], name="one_review_per_lens")
        ]
        ordering = ["pk"]

    @property
    def questionnaire(self) -> content.Lens:
        return library.questionnaire(self.version)

    @property
    def answered(self) -> int:
        return self.high + self.medium + self.no_risk + self.not_applicable

    @property
    def question_count(self) -> int:
        return self.answered + self.unanswered


class PillarSetAside(models.Model):
    """A whole pillar that does not apply, with one reason."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    review = models.ForeignKey(LensReview, models.CASCADE, related_name="pillars_set_aside")
    pillar_id = models.CharField(max_length=128)
    reason = models.TextField(_("reason"), max_length=2084)
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "pillar_id"], name="one_set_aside_per_pillar")
        ]
