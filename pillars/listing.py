"""The rows of the library: each lens with its newest version, without a query a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch, Q, prefetch_related_objects
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Organisation
from pillars import library
from pillars.models import Lens, LensVersion
from pillars.questionnaire import content

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    lens: Lens
    newest: LensVersion
    published: LensVersion | None
    questionnaire: content.Lens

    @property
    def state(self) -> str:
        return state_of(self.lens, self.newest)


def state_of(lens: Lens, version: LensVersion) -> str:
    """bundled, published or draft."""
    if lens.organisation_id is None:
        return "bundled"
    return "published" if version.published_at else "draft"


def lenses_page(organisation: Organisation, words: str, number: str | None) -> Page[Lens]:
    found = Lens.objects.in_library_of(organisation)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(alias__icontains=words))
    return Paginator(found.order_by(Lower("name"), "pk"), PER_PAGE).get_page(number)


def rows(lenses: Iterable[Lens]) -> list[Row]:
    """Each lens with what its newest version holds; two queries for any number of lenses."""
    kept = list(lenses)
    versions = LensVersion.objects.defer("document").select_related("imported_by")
    prefetch_related_objects(kept, Prefetch("versions", versions))
    newest = {lens.pk: lens.versions.all()[0] for lens in kept}
    parsed = library.questionnaires(newest.values())
    return [_row(lens, parsed[newest[lens.pk].pk]) for lens in kept]


def _row(lens: Lens, questionnaire: content.Lens) -> Row:
    versions = lens.versions.all()  # fetched, the newest first
    published = next((version for version in versions if version.published_at), None)
    return Row(lens, versions[0], published, questionnaire)


def version_in_library(
    organisation: Organisation, alias: str, number: int | None = None
) -> LensVersion:
    """A version of a lens in a library, the newest unless a number says which; else Http404."""
    lenses = Lens.objects.in_library_of(organisation).filter(alias=alias)
    # Their own goes before a bundled one that came later with the same alias.
    found = lenses.order_by(F("organisation").asc(nulls_last=True)).first()
    if found is None:
        raise Http404
    if number is not None:
        return get_object_or_404(found.versions, number=number)
    return found.versions.all()[0]
