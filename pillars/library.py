"""The only way in and out of the lens library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from accounts import audit
from accounts.models import Organisation, User
from pillars.models import Lens, LensVersion
from pillars.questionnaire import content
from pillars.questionnaire.decoding import decode
from pillars.questionnaire.problems import Problem
from pillars.questionnaire.reading import Reading, read
from pillars.shelf import Shelf

CONTENT = Path(__file__).parent / "content"
# Words of the addresses below /lenses/.
RESERVED = frozenset({"import"})
NAMELESS = "Unnamed lens"

_shelf: Shelf[tuple[int | None, str], Reading] = Shelf(64)


class Refused(Exception):
    """The document has errors; `problems` lists all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(one.what for one in problems if one.severity == "error"))
        self.problems = problems


class NotReadable(Refused):
    """Nothing was stored."""


class NotPublishable(Refused):
    """The version stays a draft; `problems` are the errors that stand against it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a document: the version that holds it, and whether it came just now."""

    version: LensVersion
    is_new: bool
    problems: tuple[Problem, ...]


def questionnaire(version: LensVersion) -> content.Lens:
    """The parsed lens of a version. A version never changes, so this is never stale."""
    return questionnaires([version])[version.pk]


def questionnaires(versions: Iterable[LensVersion]) -> dict[int, content.Lens]:
    """The parsed lenses of several versions by key, with at most one query."""
    lenses = {}
    for pk, reading in _readings(versions).items():
        if reading.lens is None:
            raise NotReadable(reading.problems)
        lenses[pk] = reading.lens
    return lenses


def strict_problems(version: LensVersion) -> tuple[Problem, ...]:
    """What publishing minds of a version, in the order of its document."""
    return _readings([version])[version.pk].strict


def _readings(versions: Iterable[LensVersion]) -> dict[int, Reading]:
    keys = {version.pk: (version.pk, version.digest) for version in versions}
    found = {pk: reading for pk, key in keys.items() if (reading := _shelf.get(key))}
    missing = LensVersion.objects.filter(pk__in=keys.keys() - found.keys())
    if found.keys() != keys.keys():
        for pk, document in missing.values_list("pk", "document"):
            found[pk] = _shelf.put(keys[pk], read(document.encode()))
    return found


def take_in(*, data: bytes, organisation: Organisation | None, by: User | None) -> LensVersion:
    """Store a document as the next version of the lens of its name. Raises NotReadable."""
    return arrive(data=data, organisation=organisation, by=by).version


@transaction.atomic
def arrive(*, data: bytes, organisation: Organisation | None, by: User | None) -> Arrival:
    """As `take_in`, and say whether the document is new. The newest version taken in again stays
    what it is; anything else is the next number. Raises NotReadable, and stores nothing then."""
    reading = read(data)
    if reading.lens is None or reading.errors:
        raise NotReadable(reading.problems)
    if organisation is not None:
        # One import after the other: two at once would take the same alias or number.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
    lens = _lens_named(reading.lens.name or NAMELESS, organisation)
    version, is_new = _next_version(lens, reading.lens, data, by)
    if is_new:
        _witness("lens.imported", version, by)
    return Arrival(version, is_new, reading.problems)


def _lens_named(name: str, organisation: Organisation | None) -> Lens:
    found = Lens.objects.filter(organisation=organisation, name=name).first()
    if found is not None:
        return found
    return Lens.objects.create(
        organisation=organisation, name=name, alias=_free_alias(name, organisation)
    )


def _free_alias(name: str, organisation: Organisation | None) -> str:
    # An alias is also free of the bundled ones, so that an address means one lens to its reader.
    base = slugify(name)[:50].strip("-_") or "lens"
    near = Lens.objects.filter(Q(organisation=None) | Q(organisation=organisation))
    taken = set(near.filter(alias__startswith=base).values_list("alias", flat=True)) | RESERVED
    alias, number = base, 1
    while alias in taken:
        number += 1
        alias = f"{base}-{number}"
    return alias


def _next_version(
    lens: Lens, parsed: content.Lens, data: bytes, by: User | None
) -> tuple[LensVersion, bool]:
    document = decode(data).text
    digest = hashlib.sha256(document.encode()).hexdigest()
    last = lens.versions.order_by("-number").first()
    if last is not None and last.digest == digest:
        return last, False
    version = LensVersion.objects.create(
        lens=lens,
        number=last.number + 1 if last else 1,
        document=document,
        digest=digest,
        question_count=len(parsed.questions),
        imported_by=by,
    )
    return version, True


@transaction.atomic
def publish(*, version: LensVersion, by: User | None) -> None:
    """Make a version the one that new reviews get. Raises NotPublishable."""
    errors = tuple(one for one in strict_problems(version) if one.severity == "error")
    if errors:
        raise NotPublishable(errors)
    if version.published_at is None:
        version.published_at, version.published_by = timezone.now(), by
        version.save(update_fields=["published_at", "published_by"])
        _witness("lens.published", version, by)


def _witness(action: str, version: LensVersion, by: User | None) -> None:
    audit.record(
        action=action,
        by=by,
        organisation=version.lens.organisation,
        target=version.lens,
        lens=version.lens.alias,
        number=version.number,
    )


def bundled(alias: str) -> bytes:
    return (CONTENT / f"{alias}.json").read_bytes()


def publish_bundled() -> list[LensVersion]:
    """Every bundled lens, published; what is there already stays as it is."""
    return [_publish_bundled(path) for path in sorted(CONTENT.glob("*.json"))]


@transaction.atomic
def _publish_bundled(path: Path) -> LensVersion:
    data = path.read_bytes()
    reading = read(data)
    if reading.lens is None:
        raise NotReadable(reading.problems)
    lens, _created = Lens.objects.get_or_create(
        organisation=None, alias=path.stem, defaults={"name": reading.lens.name}
    )
    version, _is_new = _next_version(lens, reading.lens, data, None)
    publish(version=version, by=None)
    return version
