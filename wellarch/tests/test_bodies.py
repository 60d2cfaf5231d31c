"""A body that nobody wants fills no disk."""

import asyncio

from wellarch.asgi import BoundedBodies

MEGABYTE = b"x" * 1_000_000


def kept_of(chunks: list[bytes]) -> list[bytes]:
    """What an application behind the bound gets of a body that comes in chunks."""
    messages = iter(
        [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
        + [{"type": "http.disconnect"}]
    )
    kept = []

    async def receive():
        return next(messages)

    async def application(_scope, receive, _send):
        while (message := await receive())["type"] == "http.request":
            assert message["more_body"]
            kept.append(message["body"])

    asyncio.run(BoundedBodies(application)({"type": "http"}, receive, None))
    return kept


def test_a_body_of_an_allowed_size_comes_whole(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    assert kept_of([MEGABYTE, b"", MEGABYTE]) == [MEGABYTE, b"", MEGABYTE]


def test_of_a_larger_one_just_so_much_that_it_is_seen_to_be_too_large(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
    kept = kept_of([MEGABYTE] * 50)
    assert sum(map(len, kept)) == 2_500_001
    assert len(kept) == 50
