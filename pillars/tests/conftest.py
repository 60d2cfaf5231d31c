import pytest

from pillars import library
from pillars.models import LensVersion
from pillars.tests import lenses


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    library._shelf.clear()


@pytest.fixture
def take_in(cast):
    """Stores a lens in the organisation of the cast, published if asked."""

    def take_in(data: bytes = b"", *, publish: bool = False, organisation=None) -> LensVersion:
        version = library.take_in(
            data=data or lenses.data(),
            organisation=organisation or cast.organisation,
            by=cast.admin.user,
        )
        if publish:
            library.publish(version=version, by=cast.admin.user)
        return version

    return take_in
