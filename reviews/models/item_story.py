"""What was said about a plan item, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from reviews.models.improvement import Improvement


class ItemComment(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=2084)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class ItemChange(models.Model):
    """One change of an item: who, when, and each field as it was and as it became."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="changes")
    action = models.CharField(max_length=64)
    fields = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
