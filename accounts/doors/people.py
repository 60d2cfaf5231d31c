from django.db import transaction

from accounts import audit
from accounts.models import User


@transaction.atomic
def create_person(
    *, email: str, by: User | None, name: str = "", language: str = "", password: str | None = None
) -> User:
    """Without a password they come in by a sign-in link, and can set one."""
    user = User.objects.create_user(email, password, name=name, language=language)
    audit.record(action="person.created", by=by or user, organisation=None, target=user)
    return user


@transaction.atomic
def edit_profile(*, name: str, language: str, by: User) -> None:
    by.name, by.language = name, language
    by.save(update_fields=["name", "language"])
    audit.record(action="person.profile_edited", by=by, organisation=None, target=by)


@transaction.atomic
def set_language(*, language: str, by: User) -> None:
    by.language = language
    by.save(update_fields=["language"])
    audit.record(
        action="person.language_set", by=by, organisation=None, target=by, language=language
    )
