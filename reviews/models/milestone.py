from __future__ import annotations

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from reviews.models.workload import Workload


class MilestoneIsKept(Exception):
    pass


class SnapshotIsBroken(Exception):
    """What is stored is not what was kept: the snapshot does not match its digest."""

    def __init__(self, milestone: Milestone) -> None:
        super().__init__(f"Milestone {milestone.pk} does not match its digest.")
        self.milestone = milestone


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def update(self, **kwargs: Any) -> int:
        raise MilestoneIsKept("A milestone never changes.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise MilestoneIsKept("A milestone goes with its workload only.")


class Milestone(models.Model):
    """The workload as it stood: an immutable snapshot, with the digest of its canonical JSON.

    The database refuses changes too (migration 0003); deleting a workload deletes its milestones.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    workload = models.ForeignKey(Workload, models.CASCADE, related_name="milestones")
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=100)
    note = models.TextField(_("note"), max_length=2084, blank=True)
    snapshot = models.TextField()
    digest = models.CharField(max_length=64)
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField()

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workload", "number"], name="one_milestone_per_number")
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise MilestoneIsKept("A milestone never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise MilestoneIsKept("A milestone goes with its workload only.")

    @property
    def is_intact(self) -> bool:
        return snapshot_digest(self.snapshot) == self.digest


def snapshot_digest(snapshot: str) -> str:
    return hashlib.sha256(snapshot.encode()).hexdigest()
