"""A logo: what may be one, and where it lies (below the data folder, never in the web root).

Nothing of the file that arrives is kept but its pixels: they are drawn anew, so what else a file
may carry (a script, an archive, where a photograph was taken) ends here.
"""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_BYTES = 512 * 1024
MAX_SIDE = 4000  # pixels
KEPT_SIZE = (1200, 600)  # sharp on a cover, small in a file
SIGNATURES = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Logo:
    data: bytes
    kind: str  # png, jpg

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def address(self) -> str:
        """The whole picture as a data: address."""
        return f"data:{self.content_type};base64,{base64.b64encode(self.data).decode()}"


def redrawn(data: bytes) -> Logo:
    """The picture drawn anew. Raises ValidationError with what is wrong."""
    if len(data) > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 512 KB."))
    kind = next((kind for kind, sign in SIGNATURES.items() if data.startswith(sign)), None)
    if kind is None:
        raise ValidationError(_("Only PNG and JPEG pictures are taken."))
    if not data.rstrip(b"\0").endswith(ENDS[kind]):
        raise ValidationError(_("The file is cut off, or holds more than a picture."))
    try:
        return _redrawn(data, kind)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large() from bomb
    except Exception as problem:  # a decoder may fail in any way
        raise ValidationError(_("The picture cannot be read.")) from problem


def _redrawn(data: bytes, kind: str) -> Logo:
    # Opening reads the head alone; the pixels come with the first use.
    picture: Image.Image = Image.open(io.BytesIO(data), formats=[kind])
    if max(picture.size) > MAX_SIDE:
        raise _too_large()
    picture = ImageOps.exif_transpose(picture).convert("RGBA" if kind == "PNG" else "RGB")
    picture.thumbnail(KEPT_SIZE)
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, kind, optimize=True)
    return Logo(out.getvalue(), "png" if kind == "PNG" else "jpg")


def _too_large() -> ValidationError:
    words = _("The picture may be %(most)d pixels wide and high at most.")
    return ValidationError(words % {"most": MAX_SIDE})


def keep(logo: Logo) -> str:
    """Write it to its place; the name of the file, which is made of its content."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{hashlib.sha256(logo.data).hexdigest()}.{logo.kind}"
    (folder / name).write_bytes(logo.data)
    return name


def kept(name: str) -> Logo | None:
    """None for no name, and for a file that is not there (a data folder moved without it)."""
    try:
        data = (_folder() / Path(name).name).read_bytes() if name else b""
    except OSError:
        return None
    return Logo(data, name.rpartition(".")[2]) if data else None


def forget(name: str) -> None:
    if name:
        (_folder() / Path(name).name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "logos"
