from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User


class RiskAcceptance(models.Model):
    """That a risk is borne: why, until when, who asked, who approved or declined it, and when."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    improvement = models.ForeignKey(
        "reviews.Improvement", models.CASCADE, related_name="acceptances"
    )
    reason = models.TextField(_("reason"), max_length=2084)
    until = models.DateField(_("until"))
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    is_approved = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["improvement"],
                condition=models.Q(is_approved=None),
                name="one_open_request_per_item",
            )
        ]
        ordering = ["-pk"]

    @property
    def is_waiting(self) -> bool:
        return self.is_approved is None
