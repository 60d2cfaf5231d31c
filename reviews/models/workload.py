from __future__ import annotations

from django.db import models
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User, new_public_id
from reviews.outcome.scoring import Counts


class Environment(models.TextChoices):
    PRODUCTION = "PRODUCTION", _("Production")
    PREPRODUCTION = "PREPRODUCTION", _("Pre-production")


class WorkloadQuerySet(models.QuerySet["Workload"]):
    def visible_to(self, user: User) -> WorkloadQuerySet:
        return self.filter(organisation__memberships__user=user)

    def of(self, organisation: Organisation) -> WorkloadQuerySet:
        return self.filter(organisation=organisation)

    def active(self) -> WorkloadQuerySet:
        return self.filter(archived_at=None)

    def archived(self) -> WorkloadQuerySet:
        return self.exclude(archived_at=None)

    def with_counts(self) -> WorkloadQuerySet:
        return self.annotate(
            high=Coalesce(Sum("reviews__high"), 0),
            medium=Coalesce(Sum("reviews__medium"), 0),
            no_risk=Coalesce(Sum("reviews__no_risk"), 0),
            unanswered=Coalesce(Sum("reviews__unanswered"), 0),
            set_aside=Coalesce(Sum("reviews__not_applicable"), 0),
        )


class Workload(models.Model):
    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="workloads")
    name = models.CharField(_("name"), max_length=100)
    # The name without case and blanks: what has to be unique.
    name_key = models.CharField(max_length=100, editable=False)
    description = models.TextField(_("description"), max_length=250, blank=True)
    environment = models.CharField(
        _("environment"), max_length=16, choices=Environment, default=Environment.PRODUCTION
    )
    review_owner = models.CharField(_("review owner"), max_length=255, blank=True)
    industry_type = models.CharField(_("industry type"), max_length=100, blank=True)
    industry = models.CharField(_("industry"), max_length=100, blank=True)
    aws_regions = models.JSONField(_("AWS regions"), default=list, blank=True)
    non_aws_regions = models.JSONField(_("other regions"), default=list, blank=True)
    account_ids = models.JSONField(_("accounts"), default=list, blank=True)
    architectural_design = models.URLField(_("architecture diagram"), max_length=2048, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    notes = models.TextField(_("notes"), max_length=2084, blank=True)
    pillar_priorities = models.JSONField(_("pillar priorities"), default=list, blank=True)
    review_cadence_days = models.PositiveIntegerField(
        _("review every (days)"), null=True, blank=True
    )
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, editable=False)
    archived_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = WorkloadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name_key"], name="one_workload_per_name"
            )
        ]
        indexes = [models.Index(fields=["organisation", "archived_at", "name_key"])]
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name

    @property
    def counts(self) -> Counts:
        """The sums of `with_counts`, in the shape of the core."""
        levels = ("high", "medium", "no_risk", "unanswered", "set_aside")
        return Counts(*(getattr(self, level) for level in levels))


def name_key(name: str) -> str:
    return "".join(name.casefold().split())[:100]


class WorkloadTag(models.Model):
    workload = models.ForeignKey(Workload, models.CASCADE, related_name="tags")
    key = models.CharField(max_length=128)
    value = models.CharField(max_length=256, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workload", "key"], name="one_value_per_tag")
        ]
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key}={self.value}" if self.value else self.key


class Summary(models.Model):
    """The reviewer's words on the sponsor's page; until written, a draft stands in the report."""

    workload = models.OneToOneField(Workload, models.CASCADE, related_name="summary")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    text = models.TextField(_("summary"), max_length=2084, blank=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)


class Decision(models.Model):
    """A decision asked of the sponsor: what, from whom, by when."""

    workload = models.ForeignKey(Workload, models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    text = models.CharField(_("decision"), max_length=512)
    from_whom = models.CharField(_("from whom"), max_length=255, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
