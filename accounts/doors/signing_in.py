from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import SignInLink, User, digest, new_token


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
