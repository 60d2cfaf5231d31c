from __future__ import annotations

from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation, User, new_public_id
from reviews.models.acceptance import RiskAcceptance
from reviews.models.lens_review import LensReview
from reviews.models.workload import Workload


class Status(models.TextChoices):
    PROPOSED = "PROPOSED", _("Proposed")
    PLANNED = "PLANNED", _("Planned")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    DONE = "DONE", _("Done")
    RISK_ACCEPTED = "RISK_ACCEPTED", _("Risk accepted")


class ItemSeverity(models.TextChoices):
    HIGH = "HIGH", pgettext_lazy("severity", "High")
    MEDIUM = "MEDIUM", pgettext_lazy("severity", "Medium")
    LOW = "LOW", pgettext_lazy("severity", "Low")


class Origin(models.TextChoices):
    BY_HAND = "BY_HAND", _("added by hand")
    QUESTION = "QUESTION", _("added at its question")
    PROPOSAL = "PROPOSAL", _("proposed by the review")
    SPLIT = "SPLIT", _("split from another item")


# What somebody has taken on: what the cap counts, and what needs an owner and a date.
TAKEN_ON = (Status.PLANNED, Status.IN_PROGRESS)


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def open(self) -> ImprovementQuerySet:
        return self.exclude(status=Status.DONE)

    def for_practice(self, question_id: str, choice_id: str) -> ImprovementQuerySet:
        return self.filter(question_id=question_id, choice_id=choice_id)

    def taken_on_until(self, day: date) -> ImprovementQuerySet:
        """What is to be done by then; what has no date may be meant for any day."""
        return self.filter(Q(due_on=None) | Q(due_on__lte=day), status__in=TAKEN_ON)


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
    origin = models.CharField(max_length=16, choices=Origin, default=Origin.BY_HAND)
    title = models.CharField(_("what to do"), max_length=512)
    details = models.TextField(_("details"), max_length=2084, blank=True)
    # What was chosen or typed; `assignee` is the member whom it names, if it names one.
    owner = models.CharField(_("owner"), max_length=255, blank=True)
    assignee = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="improvements"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    severity = models.CharField(_("severity"), max_length=8, choices=ItemSeverity, blank=True)
    effort_days = models.DecimalField(
        _("effort (days)"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(9999)],
    )
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.PLANNED)
    # The acceptance that stands; every one that was asked for hangs on the item.
    acceptance = models.ForeignKey(
        RiskAcceptance, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    links = models.JSONField(_("links"), default=list, blank=True)
    needs = models.ManyToManyField(
        "self", through="Prerequisite", symmetrical=False, related_name="needed_by", blank=True
    )
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        constraints = [
            # Whoever accepts a proposal twice, or two at once, get one item.
            models.UniqueConstraint(
                fields=["review", "question_id", "choice_id"],
                condition=Q(origin="PROPOSAL") & ~Q(status="DONE"),
                name="one_open_item_per_proposal",
            )
        ]
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE

    @property
    def owner_name(self) -> str:
        return str(self.assignee) if self.assignee else self.owner

    @property
    def accepted_until(self) -> date | None:
        stands = self.status == Status.RISK_ACCEPTED and self.acceptance
        return self.acceptance.until if stands and self.acceptance else None

    def status_on(self, day: date) -> Status:
        """An acceptance that ran out leaves the item open, as something to decide again."""
        if self.status == Status.RISK_ACCEPTED and (
            self.accepted_until is None or self.accepted_until < day
        ):
            return Status.PROPOSED
        return Status(self.status)


class Prerequisite(models.Model):
    """One item waits for another of the same workload."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    item = models.ForeignKey(Improvement, models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(Improvement, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "needs"], name="one_prerequisite_each"),
        ]


class PlanCap(models.Model):
    """How much a team takes on at once, "five for the next 90 days": asked before it is passed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    workload = models.OneToOneField(Workload, models.CASCADE, related_name="plan_cap")
    items = models.PositiveIntegerField(_("items"))
    days = models.PositiveIntegerField(_("days"), default=90)

    def until(self, today: date) -> date:
        return today + timedelta(days=self.days)
