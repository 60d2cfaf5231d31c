from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    """A document as a file or as text; of both the file counts, as it was chosen last."""

    file = forms.FileField(
        label=_("Lens file"),
        help_text=_("JSON, as the AWS Well-Architected Tool exports it; 2 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        required=False,
        allow_empty_file=True,
    )
    # No CharField: what is wrong with the text is for reading to say, with its line.
    text = forms.Field(
        label=_("Or its text"),
        help_text=_("Read when no file is chosen."),
        widget=forms.Textarea(
            attrs={
                "rows": 12,
                "spellcheck": "false",
                "autocomplete": "off",
                "class": "source-field",
            }
        ),
        required=False,
    )
    publish = forms.BooleanField(
        label=_("Publish it at once when nothing stands against it"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned["file"] is None and not cleaned["text"]:
            raise ValidationError(_("Choose a file, or paste the text of a lens."))
        return cleaned

    @property
    def is_pasted(self) -> bool:
        return self.cleaned_data["file"] is None

    def document(self) -> bytes:
        if self.is_pasted:
            # A browser sends every line end as CRLF; none stands within a text of JSON.
            text: str = self.cleaned_data["text"].replace("\r\n", "\n")
            return text.encode("utf-8", "surrogatepass")
        data: bytes = self.cleaned_data["file"].read()
        return data
