"""T13: five wrong passwords in five minutes for one address, whoever asks from wherever."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from conftest import PASSWORD


@pytest.fixture
def checks():
    """Counts how often a password was compared."""
    with patch.object(
        AuthenticationBackend,
        "_check_password",
        autospec=True,
        side_effect=AuthenticationBackend._check_password,
    ) as counted:
        yield counted


@pytest.fixture
def shared_cache(settings, transactional_db):
    """The cache of the product, in the database, seen by every process."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        }
    }
    call_command("createcachetable")
    cache.clear()
    yield
    cache.clear()


def sign_in(password, *, email="olga@example.com", **headers):
    sent = {"login": email, "password": password}
    return Client().post(reverse("account_login"), sent, **headers)


@pytest.mark.usefixtures("shared_cache")
def test_sixty_wrong_passwords_from_everywhere_are_five_checks(person, checks):
    person("Olga")

    def attack(worker):
        try:
            for number in range(15):
                forged = f"10.{worker}.0.{number}"
                sign_in(
                    f"wrong {worker} {number}",
                    REMOTE_ADDR=f"192.0.2.{worker}",
                    HTTP_X_FORWARDED_FOR=forged,
                    HTTP_HOST=f"localhost:{8000 + number}",
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(attack, range(4)))

    assert 1 <= checks.call_count <= 5
    right = sign_in(PASSWORD, REMOTE_ADDR="198.51.100.7")
    assert right.status_code == 200
    assert "Too many failed login attempts" in right.text
    assert AuditEntry.objects.filter(action="sign_in.refused").count() >= 50
    entry = AuditEntry.objects.filter(action="sign_in.refused").first()
    assert entry.details == {"email": "olga@example.com"}


def test_forged_addresses_do_not_lift_the_limit_of_one_client(person, checks):
    for number in range(30):
        sign_in(
            "wrong", email=f"nobody{number}@example.com", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"
        )
    person("Olga")
    assert sign_in(PASSWORD).status_code in (200, 429)
    assert checks.call_count == 0


def test_right_passwords_are_not_counted(person):
    person("Olga")
    for _time in range(8):
        assert sign_in(PASSWORD).status_code == 302


def test_each_wrong_password_leaves_an_entry(person):
    person("Olga")
    sign_in("wrong")
    assert AuditEntry.objects.get(action="sign_in.failed").details == {"email": "olga@example.com"}


def test_a_refusal_by_the_count_of_requests_has_words(db):
    replies = [Client().post(reverse("account_login")) for _time in range(31)]
    assert replies[-1].status_code == 429
    assert "Too many tries" in replies[-1].text
