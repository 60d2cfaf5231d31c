from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.logos import MAX_BYTES, Logo, redrawn
from accounts.models import Letterhead, Membership, Organisation, Role, User
from accounts.text import LineField, clean_line


class EmailField(forms.EmailField):
    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "", max_length=self.max_length).lower()


class OrganisationForm(forms.Form):
    name = LineField(label=_("Name"), max_length=128)


class LetterheadForm(forms.Form):
    """What stands on the cover of a report."""

    classification = LineField(
        label=_("Classification"),
        max_length=64,
        required=False,
        help_text=_("On the cover and at the foot of every page; “Internal” when it is empty."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG or JPEG, 512 KB at most."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, *args: Any, letterhead: Letterhead | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classification"].initial = letterhead.classification if letterhead else ""
        if not (letterhead and letterhead.logo):
            del self.fields["removes_logo"]

    def clean_logo(self) -> Logo | None:
        sent = self.cleaned_data["logo"]
        return redrawn(sent.read(MAX_BYTES + 1)) if sent else None


class DeleteOrganisationForm(forms.Form):
    name = LineField(label=_("Type its name to delete it"), max_length=128)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name != self.organisation.name:
            raise ValidationError(_("This is not its name. Nothing was deleted."))
        return name


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, giver: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Role(giver.role).and_below
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=[(role.value, capfirst(role.label)) for role in roles]
        )


class InvitationForm(RoleForm):
    email = EmailField(label=_("Email"), max_length=254)
    field_order = ["email", "role"]

    def __init__(self, *args: Any, giver: Membership, **kwargs: Any) -> None:
        super().__init__(*args, giver=giver, **kwargs)
        self.organisation = giver.organisation
        self.fields["role"].initial = Role.CONTRIBUTOR

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if self.organisation.memberships.filter(user__email__iexact=email).exists():
            raise ValidationError(_("This person is a member already."))
        return email


class ProfileForm(forms.Form):
    name = LineField(label=_("Name"), max_length=128, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class JoinForm(forms.Form):
    """A new person, whose address comes from the invitation."""

    name = LineField(label=_("Your name"), max_length=128)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("10 characters or more. A sentence is easiest to remember."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["language"].initial = get_language()

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        clean_line(password)
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        validate_password(password, person)
        return password
