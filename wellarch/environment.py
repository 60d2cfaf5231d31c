"""What the environment decides: public address, data folder, secret key. Read once, by settings."""

import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
ADDRESS = "address"
KNOWN_KEYS = ("django-insecure", "change-me", "changeme", "secret", "example")


def flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in ("1", "true", "yes", "on")


def data_folder(base: Path) -> Path:
    folder = Path(os.environ.get("WELLARCH_DATA", "") or base / "var").resolve()
    # Who may read the database may read every weakness in it.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep_private(database: Path) -> None:
    """Make the file for its owner only before SQLite makes it for everybody.

    The folder may have been there before, open to all. What SQLite puts beside the file (-wal,
    -shm) takes its mode; of a file that is there the mode is its owner's choice.
    """
    if database.is_absolute() and database.parent.is_dir():
        database.touch(mode=0o600)


def secret_key(folder: Path) -> str:
    key = os.environ.get("WELLARCH_SECRET_KEY") or _kept_key(folder / "secret_key")
    if len(key) < SHORTEST_KEY or key.lower().startswith(KNOWN_KEYS):
        raise ImproperlyConfigured(
            f"The secret key is shorter than {SHORTEST_KEY} characters or a known example. "
            "Remove it, and the next start makes a good one."
        )
    return key


def _kept_key(path: Path) -> str:
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(64))
    return path.read_text().strip()


def _write_once(path: Path, key: str) -> None:
    # Two processes may start at once: each writes a whole file, the first link wins, and both
    # read that one.
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)


def public_url(folder: Path) -> str:
    """The address in links and mails, without a slash at the end.

    WELLARCH_URL says it, else HOST and PORT; a command that is run beside the server has neither
    and takes the address that the server wrote down when it started.
    """
    given = os.environ.get("WELLARCH_URL", "").rstrip("/")
    if given and urlsplit(given).scheme not in ("http", "https"):
        raise ImproperlyConfigured("WELLARCH_URL begins with http:// or https://.")
    return given or _address_served(folder) or f"http://{_listening_host()}:{_port()}"


def _address_served(folder: Path) -> str:
    kept = folder / ADDRESS
    if os.environ.get("HOST") or os.environ.get("PORT") or not kept.exists():
        return ""
    return kept.read_text().strip()


def _port() -> int:
    return int(os.environ.get("PORT") or 8000)


def _listening_host() -> str:
    host = os.environ.get("HOST", "")
    return local_address() if host in ("0.0.0.0", "::") else host or "127.0.0.1"  # noqa: S104


def local_address() -> str:
    """This machine's address on the local network; a UDP socket that is connected sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def allowed_hosts(url: str) -> list[str]:
    return sorted({urlsplit(url).hostname or "", "localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True)
class Mail:
    """The server that takes our mails; without a host they are printed where the server runs."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False


def mail() -> Mail:
    """WELLARCH_MAIL: smtp://user:password@host:587 (STARTTLS where there is a user) or smtps://."""
    given = urlsplit(os.environ.get("WELLARCH_MAIL", ""))
    if not given.scheme:
        return Mail()
    if given.scheme not in ("smtp", "smtps") or not given.hostname:
        raise ImproperlyConfigured("WELLARCH_MAIL is like smtp://user:password@host:587.")
    is_tls = given.scheme == "smtps"
    return Mail(
        host=given.hostname,
        port=given.port or (465 if is_tls else 587 if given.username else 25),
        user=unquote(given.username or ""),
        password=unquote(given.password or ""),
        starts_tls=bool(given.username) and not is_tls,
        is_tls=is_tls,
    )
