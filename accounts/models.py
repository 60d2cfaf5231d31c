from __future__ import annotations

import secrets
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def new_public_id() -> str:
    return uuid4().hex


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Tokens are stored as a keyed hash: a stolen database opens no door."""
    return salted_hmac("accounts.token", token, algorithm="sha256").hexdigest()


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=128, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    shows_risk = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def known_memberships(self) -> list[Membership]:
        """Every membership, oldest first, as it was when this request asked; doors ask anew."""
        return list(self.memberships.select_related("organisation"))


class Role(models.TextChoices):
    OWNER = "OWNER", _("owner")
    ADMIN = "ADMIN", _("admin")
    CONTRIBUTOR = "CONTRIBUTOR", _("contributor")
    VIEWER = "VIEWER", _("viewer")

    @property
    def rank(self) -> int:
        return list(reversed(Role)).index(self)

    def includes(self, other: Role) -> bool:
        return self.rank >= other.rank

    @property
    def and_below(self) -> list[Role]:
        """The roles that somebody of this role may give."""
        return [role for role in Role if self.includes(role)]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of(self, user: User) -> OrganisationQuerySet:
        return self.filter(memberships__user=user)


class Organisation(models.Model):
    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("name"), max_length=128)
    slug = models.SlugField(max_length=64, unique=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Letterhead(models.Model):
    """What an organisation puts on its reports. `logo` names a file below the data folder."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="letterhead")
    classification = models.CharField(_("classification"), max_length=64, blank=True)
    logo = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"of {self.organisation_id}"


class Membership(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_each"),
        ]
        ordering = ["joined_at", "pk"]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id}: {self.role}"

    def may(self, role: Role) -> bool:
        return Role(self.role).includes(role)

    @property
    def may_contribute(self) -> bool:
        return self.may(Role.CONTRIBUTOR)

    @property
    def may_administer(self) -> bool:
        return self.may(Role.ADMIN)

    @property
    def may_own(self) -> bool:
        return self.may(Role.OWNER)


def in_seven_days() -> Any:
    return timezone.now() + timedelta(days=7)


def tomorrow() -> Any:
    return timezone.now() + timedelta(days=1)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """Single use, seven days, bound to an address and an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=in_seven_days)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.email}, {self.organisation_id}"

    @property
    def is_open(self) -> bool:
        spent = self.accepted_at or self.revoked_at
        return not spent and self.expires_at > timezone.now()


class SignInLink(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=tomorrow)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"for {self.user_id}, until {self.expires_at}"


class AuditEntry(models.Model):
    """That something was done is a row, written in the transaction of the change itself."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="audit_entries"
    )
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=64)
    target = models.CharField(max_length=64, blank=True)
    target_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"])]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.target_id}"
