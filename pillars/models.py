from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User


class LensQuerySet(models.QuerySet["Lens"]):
    def visible_to(self, user: User) -> LensQuerySet:
        return self.filter(Q(organisation=None) | Q(organisation__memberships__user=user))

    def in_library_of(self, organisation: Organisation) -> LensQuerySet:
        return self.filter(Q(organisation=None) | Q(organisation=organisation))


class Lens(models.Model):
    """The identity of a lens; without organisation it is bundled, for everybody."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="lenses")
    alias = models.SlugField(max_length=64)
    name = models.CharField(_("name"), max_length=512)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LensQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "alias"], name="one_lens_per_alias"),
            models.UniqueConstraint(
                fields=["alias"], condition=Q(organisation=None), name="one_bundled_lens_per_alias"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LensVersionQuerySet(models.QuerySet["LensVersion"]):
    def published(self) -> LensVersionQuerySet:
        return self.exclude(published_at=None)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ImmutableError("A lens version is never deleted: reviews stand on it.")


class ImmutableError(Exception):
    pass


class LensVersion(models.Model):
    """A document as it arrived. It never changes; only that it was published is added, once."""

    lens = models.ForeignKey(Lens, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    question_count = models.PositiveIntegerField()
    imported_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = LensVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lens", "number"], name="one_lens_version_per_number")
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.lens} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and set(kwargs.get("update_fields") or ["document"]) - {
            "published_at",
            "published_by",
        }:
            raise ImmutableError("A lens version never changes: import a new one.")
        super().save(*args, **kwargs)
