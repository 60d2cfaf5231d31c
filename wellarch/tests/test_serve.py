"""`serve`, as `make run` runs it: a process of its own, a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"http://\S+/accounts/link/\S+")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def manage(tmp_path):
    """Starts `manage.py` on the folder of this test; what still runs at the end is stopped."""
    port = str(free_port())
    started: list[subprocess.Popen[str]] = []

    def manage(*words: str, **variables: str) -> subprocess.Popen[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=kept | {"WELLARCH_DATA": str(tmp_path / "data")} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    manage.port = port
    yield manage
    for process in started:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def printed_until_the_link(process) -> str:
    said = ""
    for line in process.stdout:
        said += line
        if LINK.search(line):
            return said
    raise AssertionError(said)


def stop(process) -> None:
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)


def opened(link: str) -> tuple[int, str]:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    try:
        with browser.open(link, timeout=20) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def link_in(said: str) -> str:
    found = LINK.search(said)
    assert found, said
    return found.group()


def test_the_first_start_makes_everything_and_the_second_keeps_it(manage, tmp_path):
    server = manage("serve", HOST="127.0.0.1", PORT=manage.port)
    said = printed_until_the_link(server)
    assert "Riverbank Retail (example): made." in said
    status, page = opened(link_in(said))
    assert (status, "Amazon orders, 2004" in page) == (200, True)
    assert opened(link_in(said))[0] == 410

    beside = manage("sign_in_link", "alex.kim@example.org")
    link = link_in(beside.communicate(timeout=60)[0])
    assert f":{manage.port}/" in link
    assert opened(link)[0] == 200
    stop(server)

    again = printed_until_the_link(manage("serve", HOST="127.0.0.1", PORT=manage.port))
    assert "made." not in again
    assert "Amazon orders, 2004" in opened(link_in(again))[1]
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0


def test_on_the_network_it_prints_the_address_that_others_use(manage):
    said = printed_until_the_link(manage("serve", HOST="0.0.0.0", PORT=manage.port))
    link = link_in(said)
    assert "0.0.0.0" not in link
    assert opened(link)[0] == 200
