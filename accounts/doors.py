"""What changes organisations, memberships and ways in."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts import audit
from accounts.models import Membership, Organisation, Role, SignInLink, User, digest, new_token


@transaction.atomic
def start_organisation(*, name: str, by: User, is_example: bool = False) -> Organisation:
    organisation = Organisation.objects.create(
        name=name, slug=_free_slug(name), is_example=is_example
    )
    Membership.objects.create(organisation=organisation, user=by, role=Role.OWNER)
    audit.record(
        action="organisation.started", by=by, organisation=organisation, target=organisation
    )
    return organisation


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "organisation"
    taken = set(
        Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def make_sign_in_link(*, user: User) -> str:
    """A token that signs `user` in once within a day; earlier links of theirs end."""
    user.sign_in_links.filter(used_at=None).delete()
    token = new_token()
    SignInLink.objects.create(user=user, token_digest=digest(token))
    audit.record(action="sign_in_link.made", by=None, organisation=None, target=user)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str) -> User | None:
    now = timezone.now()
    links = SignInLink.objects.filter(
        token_digest=digest(token), used_at=None, expires_at__gt=now, user__is_active=True
    )
    # The update decides: of two requests with one link only the first finds it unused.
    if not links.update(used_at=now):
        return None
    user = User.objects.get(sign_in_links__token_digest=digest(token))
    audit.record(action="sign_in_link.used", by=user, organisation=None, target=user)
    return user


