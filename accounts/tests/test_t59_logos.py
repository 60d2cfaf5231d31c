"""T59: a logo is pixels and nothing else, and is never served as something that runs."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts import doors, logos
from accounts.models import AuditEntry, Letterhead


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def picture(kind="PNG", size=(60, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (11, 70, 80)).save(out, kind, **more)
    return out.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A small file that says it is large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return logos.SIGNATURES["PNG"] + body


SCRIPT = b"<script>alert(1)</script>"
REFUSED = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html>" + SCRIPT,
    "gif": b"GIF89a/*" + SCRIPT,
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "ico": b"\0\0\1\0",
    "polyglot png": picture() + SCRIPT,
    "polyglot jpeg": picture("JPEG") + b"PK\3\4" + SCRIPT,
    "50k x 50k": png_of_size(50_000, 50_000),
    "12k x 12k": png_of_size(12_000, 12_000),
    "4001 wide": png_of_size(4001, 10),
    "half": picture(size=(600, 400))[:200],
    "large": picture() + b"\0" * logos.MAX_BYTES,
    "signature alone": logos.SIGNATURES["PNG"] + logos.ENDS["PNG"],
    "jpeg alone": b"\xff\xd8\xff\xd9",
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_words(cast, data):
    with pytest.raises(ValidationError):
        logos.redrawn(data)
    reply = send(cast.admin, data)
    assert reply.status_code == 422
    assert reply.context["letterhead_form"].errors["logo"]
    assert not Letterhead.objects.exclude(logo="").exists()


def send(actor, data: bytes | None = None, **fields):
    if data is not None:
        fields["logo"] = SimpleUploadedFile("../../x.html", data, content_type="text/html")
    return actor.post(reverse("letterhead"), fields)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_drawn_anew_without_anything_beside_the_pixels(kind):
    extra = {"comment": SCRIPT} if kind == "JPEG" else {"icc_profile": SCRIPT}
    logo = logos.redrawn(picture(kind, (3000, 1000), **extra))
    assert SCRIPT not in logo.data
    assert Image.open(io.BytesIO(logo.data)).size == (1200, 400)
    assert Image.open(io.BytesIO(logo.data)).format == kind


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel(mode):
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert logos.redrawn(out.getvalue()).data


def test_served_as_a_file_and_nothing_else(cast, django_capture_on_commit_callbacks):
    assert cast.viewer.get(reverse("logo")).status_code == 404
    assert send(cast.admin, picture()).status_code == 302
    reply = cast.viewer.get(reverse("logo"))
    assert reply["Content-Type"] == "image/png"
    assert reply["Content-Disposition"] == 'attachment; filename="logo.png"'
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert cast.stranger.get(reverse("logo")).status_code == 404
    assert reverse("logo") in cast.admin.get(reverse("organisation_settings")).text


def test_it_lies_below_the_data_folder_under_a_name_of_ours(cast, settings):
    send(cast.owner, picture())
    name = Letterhead.objects.get().logo
    path = settings.DATA_DIR / "logos" / name
    assert path.exists()
    assert len(name) == 68
    assert settings.STATIC_ROOT not in path.parents


def test_a_new_one_replaces_the_file_and_removing_removes_it(
    cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(cast.owner, picture(size=(10, 10)))
        send(cast.owner, picture(size=(20, 20)))
    before = Letterhead.objects.get().logo
    with django_capture_on_commit_callbacks(execute=True):
        send(cast.owner, removes_logo="on")
    assert not Letterhead.objects.get().logo
    assert logos.kept(before) is None


def test_one_file_of_two_organisations_stays_for_the_other(
    cast, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(cast.owner, picture(size=(11, 10)))
        send(cast.stranger, picture(size=(11, 10)))
        doors.delete_organisation(organisation=cast.organisation, by=cast.owner.user)
    assert logos.kept(Letterhead.objects.get().logo)
    with django_capture_on_commit_callbacks(execute=True):
        doors.delete_organisation(organisation=cast.elsewhere, by=cast.stranger.user)
    assert not list((settings.DATA_DIR / "logos").glob("*"))


@pytest.mark.parametrize(
    ("part", "status"),
    [("owner", 302), ("admin", 302), ("contributor", 403), ("viewer", 403), ("anonymous", 302)],
)
def test_admins_change_it(cast, part, status):
    assert send(cast[part], classification="Secret").status_code == status
    changed = Letterhead.objects.filter(classification="Secret").exists()
    assert changed == (part in ("owner", "admin"))
    assert AuditEntry.objects.filter(action="letterhead.changed").exists() == changed
