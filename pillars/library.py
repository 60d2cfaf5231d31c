"""The only way in and out of the lens library."""

from __future__ import annotations

import hashlib
from functools import lru_cache
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
from pillars.questionnaire.reading import read

CONTENT = Path(__file__).parent / "content"


class NotReadable(Exception):
    """The document has errors; nothing was stored."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.what for problem in problems))
        self.problems = problems


def questionnaire(version: LensVersion) -> content.Lens:
    """The parsed lens of a version. A version never changes, so this is never stale."""
    return _parsed(version.pk, version.digest)


@lru_cache(maxsize=64)
def _parsed(pk: int, digest: str) -> content.Lens:
    document = LensVersion.objects.values_list("document", flat=True).get(pk=pk, digest=digest)
    lens = read(document.encode()).lens
    if lens is None:
        raise NotReadable(())
    return lens


@transaction.atomic
def take_in(*, data: bytes, organisation: Organisation | None, by: User | None) -> LensVersion:
    """Store a document as the next version of the lens of its name. Raises NotReadable."""
    reading = read(data)
    if reading.lens is None or reading.errors:
        raise NotReadable(reading.errors)
    lens = _lens_named(reading.lens.name, organisation)
    version = _next_version(lens, reading.lens, data, by)
    audit.record(
        action="lens.imported", by=by, organisation=organisation, target=lens, number=version.number
    )
    return version


def _lens_named(name: str, organisation: Organisation | None) -> Lens:
    found = Lens.objects.filter(organisation=organisation, name=name).first()
    if found is not None:
        return found
    return Lens.objects.create(
        organisation=organisation, name=name, alias=_free_alias(name, organisation)
    )


def _free_alias(name: str, organisation: Organisation | None) -> str:
    # An alias is also free of the bundled ones, so that an address means one lens to its reader.
    base = slugify(name)[:50].strip("-") or "lens"
    near = Lens.objects.filter(Q(organisation=None) | Q(organisation=organisation))
    taken = set(near.filter(alias__startswith=base).values_list("alias", flat=True))
    alias, number = base, 1
    while alias in taken:
        number += 1
        alias = f"{base}-{number}"
    return alias


def _next_version(lens: Lens, parsed: content.Lens, data: bytes, by: User | None) -> LensVersion:
    document = decode(data).text
    digest = hashlib.sha256(document.encode()).hexdigest()
    last = lens.versions.order_by("-number").first()
    if last is not None and last.digest == digest:
        return last
    return LensVersion.objects.create(
        lens=lens,
        number=last.number + 1 if last else 1,
        document=document,
        digest=digest,
        question_count=len(parsed.questions),
        imported_by=by,
    )


@transaction.atomic
def publish(*, version: LensVersion, by: User | None) -> None:
    """Make a version the one that new reviews get. Raises NotReadable with what is against it."""
    problems = strict_problems(version)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if errors:
        raise NotReadable(errors)
    if version.published_at is None:
        version.published_at, version.published_by = timezone.now(), by
        version.save(update_fields=["published_at", "published_by"])
        audit.record(
            action="lens.published",
            by=by,
            organisation=version.lens.organisation,
            target=version.lens,
            number=version.number,
        )


def strict_problems(version: LensVersion) -> tuple[Problem, ...]:
    return read(version.document.encode()).strict


def bundled(alias: str) -> bytes:
    return (CONTENT / f"{alias}.json").read_bytes()


def publish_bundled() -> list[LensVersion]:
    """Every bundled lens, published; what is there already stays as it is."""
    return [_publish_bundled(path) for path in sorted(CONTENT.glob("*.json"))]


@transaction.atomic
def _publish_bundled(path: Path) -> LensVersion:
    reading = read(path.read_bytes())
    if reading.lens is None:
        raise NotReadable(reading.problems)
    lens, _created = Lens.objects.get_or_create(
        organisation=None, alias=path.stem, defaults={"name": reading.lens.name}
    )
    version = _next_version(lens, reading.lens, path.read_bytes(), None)
    publish(version=version, by=None)
    return version
