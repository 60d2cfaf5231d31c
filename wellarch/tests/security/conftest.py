from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from reviews.tests.lenses import DOCUMENT
from wellarch.tests.security.world import (
    Side,
    address,
    arguments,
    names_in,
    patterns,
    side,
    with_people,
)


@dataclass
class World:
    home: Side
    foreign: Side

    def address(self, name: str, **other: Any) -> str:
        """The address at home of the page of a name, with other things put into it."""
        (pattern,) = (one for one in patterns() if one.name == name)
        return address(pattern, arguments(self.home) | other)

    def addresses(self) -> dict[str, str]:
        """Of every page; one whose parts `arguments` does not know fails in the matrix of T01."""
        known = set(arguments(self.home))
        return {one.name: self.address(one.name) for one in patterns() if known >= {*names_in(one)}}


@pytest.fixture
def world(cast, person) -> World:
    """Home is the organisation of the cast, foreign is the stranger's."""
    home = side(cast.organisation, cast.owner.user)
    theirs = {**DOCUMENT, "name": "Theirs"}
    foreign = side(cast.elsewhere, cast.stranger.user, document=theirs)
    return World(
        with_people(home, cast.owner.user, person("Minna")),
        with_people(foreign, cast.stranger.user, person("Nils")),
    )


@pytest.fixture
def pages_of() -> Callable[[Side], dict[str, str]]:
    """The address of every page about a side."""
    return lambda side: World(side, side).addresses()


@pytest.fixture
def static_file(settings) -> Iterator[str]:
    """The address of a file among the collected ones."""
    path = Path(settings.STATIC_ROOT) / "probe.css"
    path.write_text("body {}")
    yield "/static/probe.css"
    path.unlink()


@pytest.fixture
def unharmed() -> Callable[..., Any]:
    """Asks as somebody, and takes back whatever that did."""

    def ask(actor: Any, method: str, where: str, *args: Any, **more: Any) -> Any:
        cookies = deepcopy(actor.cookies)
        try:
            with transaction.atomic():
                reply = getattr(actor, method)(where, *args, **more)
                transaction.set_rollback(True)
            return reply
        finally:
            actor.cookies = cookies

    return ask
