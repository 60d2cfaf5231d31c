"""The forms of plan items."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from accounts.text import LineField, TextField
from reviews.forms import SETTABLE, DateField, ImprovementForm, LinksField
from reviews.improvements import needs_within
from reviews.models import Improvement, Workload
from reviews.models.improvement import ItemSeverity, Status
from reviews.outcome.answers import NOTES_LIMIT
from reviews.outcome.plan_checks import circle

SEVERITIES: list[tuple[str, Any]] = [("", _("not said")), *ItemSeverity.choices]
LONGEST_ACCEPTANCE = timedelta(days=3 * 366)


class NeedsField(forms.ModelMultipleChoiceField):
    """Other items of the workload, by their public id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Improvement.objects.none(),
            to_field_name="public_id",
            widget=forms.CheckboxSelectMultiple,
            required=False,
            **kwargs,
        )


class ItemForm(ImprovementForm):
    """Everything about an item that is typed. `today` decides what its acceptance is worth."""

    severity = forms.ChoiceField(label=_("Severity"), choices=SEVERITIES, required=False)
    links = LinksField(
        label=_("Links"),
        max_length=20_000,
        required=False,
        help_text=_("One address a line: tickets, designs, decisions."),
    )
    needs = NeedsField(
        label=_("Waits for"), help_text=_("What has to be done first. Nothing waits for itself.")
    )

    class Meta:
        model = Improvement
        fields = (
            "title", "details", "owner", "due_on", "severity", "effort_days", "status", "links",
            "needs",
        )  # fmt: skip

    def __init__(self, *args: Any, workload: Workload, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workload = workload
        item = self.instance
        self.fields["owner"].widget.attrs["list"] = "members"
        self.fields["owner"].help_text = _("A member, or any name or address.")
        self.fields["details"].widget.attrs["rows"] = 4
        self.fields["links"].widget.attrs["rows"] = 2
        others = workload.improvements.exclude(pk=item.pk)
        self.fields["needs"].queryset = others  # type: ignore[attr-defined]
        if item.pk:
            shown = item.status_on(today)
            self.initial["status"] = shown
            needed = [one.pk for one in item.needs.all()]
            chosen_first = Case(When(pk__in=needed, then=0), default=1)
            self.fields["needs"].queryset = others.order_by(chosen_first, "title")  # type: ignore[attr-defined]
            self.initial["needs"] = [one.public_id for one in item.needs.all()]
            if shown == Status.RISK_ACCEPTED:
                self.fields["status"].choices = Status.choices  # type: ignore[attr-defined]

    def clean_needs(self) -> list[Improvement]:
        needs = list(self.cleaned_data["needs"])
        if self.instance.pk:
            arrows = dict(needs_within(self.workload))
            arrows[self.instance.public_id] = [one.public_id for one in needs]
            way = circle(arrows, self.instance.public_id)
            if way:
                through = next(one for one in needs if one.public_id == way[1])
                raise ValidationError(
                    _("It would wait for itself: “%(title)s” waits for this item."),
                    params={"title": through.title},
                )
        return needs

    def fields_for_door(self) -> dict[str, Any]:
        """What was changed in words; the status only where another one than shown was chosen."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.instance.pk and said["status"] == self.initial["status"]:
            del said["status"]
        return said


class SplitForm(forms.Form):
    title = LineField(label=_("What the second item is to do"), max_length=512)
    effort_days = forms.DecimalField(
        label=_("Its part of the effort (days)"),
        min_value=0,
        max_value=9999,
        max_digits=6,
        decimal_places=1,
        required=False,
    )

    def __init__(self, *args: Any, item: Improvement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["title"].initial = item.title
        if item.effort_days is not None:
            half = (item.effort_days / 2).quantize(Decimal("0.1"))
            self.fields["effort_days"].initial = half
            self.fields["effort_days"].help_text = _("The rest stays with the first item.")

    def clean_effort_days(self) -> Decimal | None:
        part: Decimal | None = self.cleaned_data["effort_days"]
        whole = self.item.effort_days
        if part is not None and whole is not None and part > whole:
            raise ValidationError(
                _("The whole item takes %(days)s days."), params={"days": f"{whole:f}"}
            )
        return part


class AcceptanceForm(forms.Form):
    reason = TextField(label=_("Why the risk is borne"), max_length=NOTES_LIMIT)
    until = DateField(
        label=_("Until"), help_text=_("After this day the risk is open again. Three years at most.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reason"].widget.attrs["rows"] = 4

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise ValidationError(_("This day has passed."))
        if until > self.today + LONGEST_ACCEPTANCE:
            raise ValidationError(_("An acceptance lasts three years at most."))
        return until


class CommentForm(forms.Form):
    text = TextField(
        label=_("Comment"),
        max_length=NOTES_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Markdown."),
    )


class BulkForm(forms.Form):
    """One change for every ticked row; what is left empty stays as it is."""

    owner = LineField(
        label=_("Owner"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"list": "members"}),
    )
    due_on = DateField(label=_("Due"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("leave as it is")), *SETTABLE], required=False
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="bulk-%s")

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Say what to change: an owner, a date or a status."))
        return self.cleaned_data

    def fields_for_door(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}


class CapForm(forms.Form):
    items = forms.IntegerField(
        label=_("Items at once"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Empty: no cap."),
    )
    days = forms.IntegerField(
        label=_("For the next (days)"), min_value=1, max_value=3650, initial=90
    )
