from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.text import LineField, TextField, clean_line
from pillars.models import Lens, LensVersion
from pillars.questionnaire.content import Question
from reviews.models import Improvement, OpenPoint, Summary, Workload
from reviews.models.improvement import Status
from reviews.models.workload import Environment, name_key
from reviews.outcome.answers import NOTES_LIMIT
from reviews.priorities import pillars_of

# A risk is accepted by an approval, not by choosing a word.
SETTABLE = [choice for choice in Status.choices if choice[0] != Status.RISK_ACCEPTED]
NAME_TAKEN = _("This organisation has a workload of that name already, perhaps archived.")


class DateField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]


class AddressField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=2048, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "", max_length=self.max_length)


class ListField(LineField):
    """Several words in one line, separated by commas."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        parts = (part.strip() for part in text.split(","))
        return list(dict.fromkeys(part for part in parts if part))


class TagsField(ListField):
    """team=orders, tier=1: what the AWS tool calls tags, a key with or without a value."""

    def clean(self, value: Any) -> dict[str, str]:
        pairs = (part.partition("=") for part in super().clean(value))
        tags = {key.strip(): rest.strip() for key, _sign, rest in pairs}
        if "" in tags:
            raise ValidationError(_("A tag begins with its key: key or key=value."))
        if any(len(key) > 128 or len(rest) > 256 for key, rest in tags.items()):
            raise ValidationError(_("A key has at most 128 characters, a value 256."))
        if len(tags) > 50:
            raise ValidationError(_("A workload has at most 50 tags."))
        return tags


class LinksField(TextField):
    """One address a line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        check = AddressField()
        return [check.clean(line) for line in lines]


PRIORITIES = ("first_pillar", "second_pillar", "third_pillar")


class WorkloadForm(forms.ModelForm):
    name = LineField(label=_("Name"), max_length=100, min_length=3)
    description = TextField(label=_("Description"), max_length=250, required=False)
    environment = forms.ChoiceField(label=_("Environment"), choices=Environment.choices)
    review_owner = LineField(
        label=_("Review owner"),
        max_length=255,
        required=False,
        help_text=_("Who answers for the review: a name, a team or an address."),
    )
    industry_type = LineField(label=_("Industry type"), max_length=100, required=False)
    industry = LineField(label=_("Industry"), max_length=100, required=False)
    aws_regions = ListField(
        label=_("AWS regions"), max_length=1000, required=False, help_text=_("ap-northeast-2, …")
    )
    non_aws_regions = ListField(label=_("Other regions"), max_length=1000, required=False)
    account_ids = ListField(
        label=_("Accounts"), max_length=2000, required=False, help_text=_("12 digits each.")
    )
    architectural_design = AddressField(label=_("Architecture diagram"), required=False)
    links = LinksField(
        label=_("Links"), max_length=20_000, required=False, help_text=_("One address a line.")
    )
    tags = TagsField(
        label=_("Tags"),
        max_length=10_000,
        required=False,
        help_text=_("Separated by commas: team=orders, tier=1"),
    )
    first_pillar = forms.ChoiceField(
        label=_("Most important pillar"),
        required=False,
        help_text=_("Risks of the pillars named here come first."),
    )
    second_pillar = forms.ChoiceField(label=_("Second"), required=False)
    third_pillar = forms.ChoiceField(label=_("Third"), required=False)
    review_cadence_days = forms.IntegerField(
        label=_("Review every (days)"), min_value=1, max_value=3650, required=False
    )
    next_review_on = DateField(label=_("Next review"), required=False)
    notes = TextField(label=_("Notes"), max_length=NOTES_LIMIT, required=False)

    class Meta:
        model = Workload
        fields = (
            "name", "description", "environment", "review_owner", "industry_type", "industry",
            "aws_regions", "non_aws_regions", "account_ids", "architectural_design", "links",
            "review_cadence_days", "next_review_on", "notes",
        )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self._offer_pillars()
        if self.instance.pk:
            self.initial["tags"] = [str(tag) for tag in self.instance.tags.all()]

    def _offer_pillars(self) -> None:
        chosen = [*self.instance.pillar_priorities, "", "", ""]
        for name, pillar in zip(PRIORITIES, chosen, strict=False):
            self.fields[name].choices = [("", "–"), *pillars_of(self.instance)]  # type: ignore[attr-defined]
            self.initial[name] = pillar

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Workload.objects.of(self.organisation).exclude(pk=self.instance.pk)
        if others.filter(name_key=name_key(name)).exists():
            raise ValidationError(NAME_TAKEN)
        return name

    def clean_account_ids(self) -> list[str]:
        ids: list[str] = self.cleaned_data["account_ids"]
        if any(len(id) != 12 or not id.isdecimal() for id in ids):
            raise ValidationError(_("An account id is 12 digits."))
        return ids

    def clean(self) -> dict[str, Any]:
        """A rhythm without a date begins today."""
        cleaned = self.cleaned_data
        days = cleaned.get("review_cadence_days")
        if days and not cleaned.get("next_review_on") and "next_review_on" not in self.errors:
            cleaned["next_review_on"] = timezone.localdate() + timedelta(days=days)
        return cleaned

    def fields_for_door(self) -> dict[str, Any]:
        chosen = [self.cleaned_data[name] for name in PRIORITIES]
        priorities = list(dict.fromkeys(pillar for pillar in chosen if pillar))
        cleaned = {name: self.cleaned_data[name] for name in (*self.Meta.fields, "tags")}
        return {**cleaned, "pillar_priorities": priorities}


class StartReviewForm(forms.Form):
    lens = forms.ChoiceField(label=_("Lens"))

    def __init__(self, *args: Any, lenses: Iterable[Lens], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of two of one alias their own counts: a bundled one may come later under it.
        bundled_first = sorted(lenses, key=lambda lens: lens.organisation_id is not None)
        self.lenses = {lens.alias: lens for lens in bundled_first}
        choices = [(lens.alias, lens.name) for lens in lenses if lens in self.lenses.values()]
        self.fields["lens"].choices = choices  # type: ignore[attr-defined]

    def chosen_version(self) -> LensVersion:
        """The newest published version; of a lens that has none, the newest."""
        versions = self.lenses[self.cleaned_data["lens"]].versions.defer("document")
        return versions.published().first() or versions.order_by("-number")[:1].get()


class PillarForm(forms.Form):
    reason = TextField(label=_("Why it does not apply"), max_length=NOTES_LIMIT, required=False)


class ImprovementForm(forms.ModelForm):
    title = LineField(label=_("What to do"), max_length=512)
    details = TextField(label=_("Details"), max_length=NOTES_LIMIT, required=False)
    owner = LineField(
        label=_("Owner"), max_length=255, required=False, help_text=_("A name or an address.")
    )
    due_on = DateField(label=_("Due"), required=False)
    effort_days = forms.DecimalField(
        label=_("Effort (days)"),
        min_value=0,
        max_value=9999,
        max_digits=6,
        decimal_places=1,
        required=False,
    )
    status = forms.ChoiceField(label=_("Status"), choices=SETTABLE, initial=Status.PLANNED)

    class Meta:
        model = Improvement
        fields = ("title", "details", "owner", "due_on", "effort_days", "status")


class OpenPointForm(forms.ModelForm):
    choice_id = forms.ChoiceField(label=_("About"), required=False)
    whom = LineField(label=_("Whom to ask"), max_length=255, required=False)
    due_on = DateField(label=_("By"), required=False)
    proof = LineField(label=_("What would prove it"), max_length=512, required=False)

    class Meta:
        model = OpenPoint
        fields = ("choice_id", "whom", "due_on", "proof")

    def __init__(self, *args: Any, practices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [("", _("The whole question")), *practices]
        self.fields["choice_id"].choices = choices  # type: ignore[attr-defined]


class LooseNoteForm(forms.Form):
    text = TextField(label=_("Note"), max_length=1000)


class SettleForm(forms.Form):
    """File a loose note to a question of its lens, or, with none chosen, put it away."""

    question = forms.ChoiceField(label=_("Question"), required=False)

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [("", _("Put it away"))]
        choices += [(question.id, question.title) for question in questions]
        self.fields["question"].choices = choices  # type: ignore[attr-defined]


class MilestoneForm(forms.Form):
    name = LineField(label=_("Name"), max_length=100)
    note = TextField(label=_("Note"), max_length=NOTES_LIMIT, required=False)


class SummaryForm(forms.ModelForm):
    text = TextField(
        label=_("Summary for the sponsor"),
        max_length=NOTES_LIMIT,
        required=False,
        help_text=_("Markdown. While this is empty, the report prints a draft."),
    )

    class Meta:
        model = Summary
        fields = ("text",)


class DecisionForm(forms.Form):
    text = LineField(label=_("Decision asked"), max_length=512, required=False)
    from_whom = LineField(label=_("From whom"), max_length=255, required=False)
    due_on = DateField(label=_("By"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if (cleaned.get("from_whom") or cleaned.get("due_on")) and not cleaned.get("text"):
            self.add_error("text", _("Say what is to be decided."))
        return cleaned


DecisionFormSet = forms.formset_factory(DecisionForm, extra=3, max_num=3, absolute_max=3)
