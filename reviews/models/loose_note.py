from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from reviews.models.lens_review import LensReview


class LooseNoteQuerySet(models.QuerySet["LooseNote"]):
    def waiting(self) -> LooseNoteQuerySet:
        return self.filter(settled_at=None)


class LooseNote(models.Model):
    """A thought caught in passing; later filed to a question, or put away."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    review = models.ForeignKey(LensReview, models.CASCADE, related_name="loose_notes")
    text = models.TextField(_("note"), max_length=1000)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    question_id = models.CharField(max_length=128, blank=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = LooseNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
