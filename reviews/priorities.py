"""The pillars among which a team names the most important ones."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pillars import library
from pillars.models import LensVersion
from reviews.models import LensReview, Workload


def pillars_of(workload: Workload) -> list[tuple[str, str]]:
    """Id and name: of the bundled lenses, of the lenses it is reviewed with, of the framework."""
    versions = [review.version for review in _reviews(workload)] if workload.pk else []
    lenses = [library.questionnaire(version) for version in [*_bundled(), *versions]]
    framework = _framework()
    named = {
        pillar.id: f"{pillar.name} ({lens.name})"
        if pillar.id not in framework and pillar.name in framework.values()
        else pillar.name
        for lens in lenses
        for pillar in lens.pillars
    }
    kept = {pillar: pillar for pillar in workload.pillar_priorities}
    return list({**kept, **framework, **named}.items())


def _reviews(workload: Workload) -> list[LensReview]:
    return list(workload.reviews.select_related("version").defer("version__document"))


def _bundled() -> list[LensVersion]:
    versions = LensVersion.objects.published().filter(lens__organisation=None)
    newest = versions.order_by("lens", "-number").defer("document")
    return list({version.lens_id: version for version in reversed(newest)}.values())


def _framework() -> dict[str, str]:
    return {
        "operationalExcellence": _("Operational excellence"),
        "security": _("Security"),
        "reliability": _("Reliability"),
        "performance": _("Performance efficiency"),
        "costOptimization": _("Cost optimization"),
        "sustainability": _("Sustainability"),
    }
