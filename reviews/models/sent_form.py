from __future__ import annotations

from django.db import models

from accounts.models import User


class SentForm(models.Model):
    """A form that made something, by the key hidden in it: sent twice, it leads to the same page.

    It belongs to a person, not to an organisation, and is kept for a day.
    """

    sent_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    leads_to = models.CharField(max_length=2048, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sent_by", "key"], name="one_form_per_key")]
        indexes = [models.Index(fields=["sent_at"])]
