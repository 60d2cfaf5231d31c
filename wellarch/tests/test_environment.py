"""T20, and what else the environment decides: address, folder, key, mail."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from wellarch import environment

ROOT = Path(__file__).resolve().parents[2]
PRINT_KEY = "from django.conf import settings; print(settings.SECRET_KEY)"


def start(folder, **variables):
    """Another process that reads the settings, as a server does on its start."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    kept |= {"DJANGO_SETTINGS_MODULE": "wellarch.settings", "WELLARCH_DATA": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-c", PRINT_KEY],
        cwd=ROOT,
        env=kept | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("key", ["django-insecure-" + "x" * 60, "change-me" * 9, "short", " "])
def test_a_known_or_short_key_is_refused(key, tmp_path):
    process = start(tmp_path, WELLARCH_SECRET_KEY=key)
    _out, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "secret key" in said


def test_a_known_key_in_the_file_is_refused_too(tmp_path):
    (tmp_path / "secret_key").write_text("example" * 10)
    with pytest.raises(ImproperlyConfigured):
        environment.secret_key(tmp_path)


def test_two_starts_at_once_make_one_key_for_its_owner_only(tmp_path):
    processes = [start(tmp_path) for _number in range(2)]
    keys = {process.communicate(timeout=60)[0].strip() for process in processes}
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert {path.name for path in tmp_path.iterdir()} == {"secret_key", "wellarch.sqlite3"}
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_the_database_is_for_its_owner_only_in_an_open_folder_too(tmp_path):
    tmp_path.chmod(0o755)
    start(tmp_path).communicate(timeout=60)
    database = tmp_path / "wellarch.sqlite3"
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    database.chmod(0o640)
    start(tmp_path).communicate(timeout=60)
    assert stat.S_IMODE(database.stat().st_mode) == 0o640


def test_a_kept_key_stays(tmp_path):
    assert environment.secret_key(tmp_path) == environment.secret_key(tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/setup", "/setup/", "/install/", "/admin/", "/accounts/setup/"])
def test_there_is_no_page_that_makes_the_first_owner(path, client):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"HOST": "10.1.2.3"}, "http://10.1.2.3:8000"),
        ({"WELLARCH_URL": "https://wa.example.com/"}, "https://wa.example.com"),
    ],
)
def test_the_public_address(variables, url, monkeypatch, tmp_path):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert environment.public_url(tmp_path) == url


def test_listening_everywhere_is_announced_by_an_address_others_reach(monkeypatch, tmp_path):
    monkeypatch.setenv("HOST", "0.0.0.0")
    host = environment.public_url(tmp_path).removeprefix("http://").removesuffix(":8000")
    assert host == environment.local_address() != "0.0.0.0"
    assert host in environment.allowed_hosts(environment.public_url(tmp_path))


def test_a_command_beside_the_server_takes_the_address_that_it_wrote_down(tmp_path):
    (tmp_path / environment.ADDRESS).write_text("http://10.1.2.3:9000\n")
    assert environment.public_url(tmp_path) == "http://10.1.2.3:9000"


@pytest.mark.parametrize("url", ["ftp://x", "wa.example.com", "javascript:x"])
def test_a_public_address_is_of_the_web(url, monkeypatch, tmp_path):
    monkeypatch.setenv("WELLARCH_URL", url)
    with pytest.raises(ImproperlyConfigured):
        environment.public_url(tmp_path)


@pytest.mark.parametrize(
    ("value", "mail"),
    [
        ("", environment.Mail()),
        ("smtp://mail.local", environment.Mail("mail.local", 25)),
        (
            "smtp://me:p%40ss@mail.local",
            environment.Mail("mail.local", 587, "me", "p@ss", starts_tls=True),
        ),
        ("smtps://me:x@mail.local", environment.Mail("mail.local", 465, "me", "x", is_tls=True)),
        ("smtp://mail.local:2525", environment.Mail("mail.local", 2525)),
    ],
)
def test_the_mail_server(value, mail, monkeypatch):
    monkeypatch.setenv("WELLARCH_MAIL", value)
    assert environment.mail() == mail


@pytest.mark.parametrize("value", ["http://mail.local", "smtp://", "mail.local:25"])
def test_a_mail_server_nobody_can_read_is_refused(value, monkeypatch):
    monkeypatch.setenv("WELLARCH_MAIL", value)
    with pytest.raises(ImproperlyConfigured):
        environment.mail()
