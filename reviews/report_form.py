"""What of a report was asked for, read from an address; and the form that asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reviews.models import Milestone, Workload
from reviews.outcome.choosing import Audience, Chosen, Part
from reviews.printing.chapters import CHAPTERS
from reviews.printing.pdf import Edition, Paper

AUDIENCES = {
    Audience.TEAM: gettext_lazy("Team"),
    Audience.SPONSOR: gettext_lazy("Sponsor"),
}
PAPERS = {Paper.A4: "A4", Paper.LETTER: gettext_lazy("Letter")}
NAMES, NOTES = "names", "notes"


@dataclass(frozen=True, slots=True)
class Asked:
    """A report of a workload as somebody wants it."""

    milestone: Milestone | None
    chosen: Chosen
    edition: Edition


def asked(query: QueryDict, workload: Workload) -> Asked:
    """What does not exist counts as not asked, but a milestone that is not there is Http404."""
    return Asked(
        _milestone(query.get("milestone", ""), workload),
        _chosen(query, set(_lenses(workload))),
        Edition.of(query.get("language", ""), query.get("paper", "")),
    )


def _milestone(number: str, workload: Workload) -> Milestone | None:
    if not number:
        return None
    # A number that SQLite cannot hold is none of ours.
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    return get_object_or_404(workload.milestones, number=int(number))


def _chosen(query: QueryDict, aliases: set[str]) -> Chosen:
    left_out = query.getlist("without")
    lens = query.get("lens", "")
    return Chosen(
        audience=Audience.SPONSOR if query.get("edition") == Audience.SPONSOR else Audience.TEAM,
        parts=frozenset(part for part in Part if part.value in query.getlist("part")),
        alias=lens if lens in aliases else "",
        leaves_out_names=NAMES in left_out,
        leaves_out_notes=NOTES in left_out,
    )


def _lenses(workload: Workload) -> dict[str, str]:
    return dict(workload.reviews.values_list("lens__alias", "lens__name"))


class ReportForm(forms.Form):
    """Filled from what was asked, and never bound: `asked` reads what comes back."""

    use_required_attribute = False

    edition = forms.ChoiceField(
        label=gettext_lazy("Edition"),
        help_text=gettext_lazy("The sponsor's has no names, no notes, and not who changed what."),
        choices=[(one.value, words) for one, words in AUDIENCES.items()],
    )
    milestone = forms.ChoiceField(label=gettext_lazy("State"))
    lens = forms.ChoiceField(label=gettext_lazy("Lens"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=[(one.value, words) for one, words in PAPERS.items()]
    )
    part = forms.MultipleChoiceField(
        label=gettext_lazy("Parts"),
        choices=[(one.slug, one.title) for one in CHAPTERS],
        widget=forms.CheckboxSelectMultiple,
    )
    without = forms.MultipleChoiceField(
        label=gettext_lazy("Leave out"),
        choices=[(NAMES, gettext_lazy("Names")), (NOTES, gettext_lazy("Notes"))],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, workload: Workload, asked: Asked) -> None:
        super().__init__(initial=_initial(asked))
        kept = workload.milestones.values_list("number", "name")
        self._offer("milestone", _("As it stands"), [(n, f"{n} · {name}") for n, name in kept])
        self._offer("lens", _("All lenses"), list(_lenses(workload).items()))
        if len(self.fields["lens"].choices) <= 2:  # type: ignore[attr-defined]
            del self.fields["lens"]

    def _offer(self, name: str, first: str, others: Sequence[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", first), *others]  # type: ignore[attr-defined]


def _initial(asked: Asked) -> dict[str, Any]:
    chosen = asked.chosen
    left_out = {NAMES: chosen.leaves_out_names, NOTES: chosen.leaves_out_notes}
    return {
        "edition": chosen.audience.value,
        "milestone": asked.milestone.number if asked.milestone else "",
        "lens": chosen.alias,
        "language": asked.edition.language or get_language(),
        "paper": asked.edition.paper.value,
        "part": [part.value for part in Part if chosen.has(part)],
        "without": [name for name, is_out in left_out.items() if is_out],
    }
