from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Lens file"), help_text=_("JSON, as the AWS Well-Architected Tool exports it.")
    )
    publish = forms.BooleanField(
        label=_("Publish it at once when nothing stands against it"), required=False, initial=True
    )
