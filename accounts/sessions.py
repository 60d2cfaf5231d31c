"""How long somebody stays signed in: a time without a request, and a time in all."""

import time

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from accounts import audit
from accounts.models import User

BEGUN, SEEN = "begun", "seen"
BACKEND = "accounts.backends.Backend"

# A request does not write to the database only to say that it came, more often than this.
SEEN_EVERY = 600


@transaction.atomic
def sign_in(request: HttpRequest, user: User, *, way: str) -> None:
    """Begin a session under a new key."""
    login(request, user, backend=BACKEND)
    begin(request.session)
    audit.record(action="person.signed_in", by=user, organisation=None, target=user, way=way)


def begin(session: SessionBase) -> None:
    session[BEGUN] = session[SEEN] = int(time.time())


def is_over(session: SessionBase) -> bool:
    now = time.time()
    idle = now - session.get(SEEN, now)
    age = now - session.get(BEGUN, now)
    return bool(idle > settings.SESSION_IDLE_AGE or age > settings.SESSION_COOKIE_AGE)


def see(session: SessionBase) -> None:
    if BEGUN not in session:
        begin(session)
    elif time.time() - session[SEEN] > SEEN_EVERY:
        session[SEEN] = int(time.time())
