from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User, new_public_id
from reviews.models.lens_review import LensReview
from reviews.models.workload import Workload


class Status(models.TextChoices):
    PROPOSED = "PROPOSED", _("Proposed")
    PLANNED = "PLANNED", _("Planned")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    DONE = "DONE", _("Done")


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def open(self) -> ImprovementQuerySet:
        return self.exclude(status=Status.DONE)


class Improvement(models.Model):
    """A plan item: what to do, where it comes from, who does it, by when."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    workload = models.ForeignKey(Workload, models.CASCADE, related_name="improvements")
    review = models.ForeignKey(
        LensReview, models.CASCADE, null=True, blank=True, related_name="improvements"
    )
    question_id = models.CharField(max_length=128, blank=True)
    choice_id = models.CharField(max_length=128, blank=True)
    title = models.CharField(_("what to do"), max_length=512)
    details = models.TextField(_("details"), max_length=2084, blank=True)
    owner = models.CharField(_("owner"), max_length=255, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    effort_days = models.DecimalField(
        _("effort (days)"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(9999)],
    )
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.PLANNED)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title
