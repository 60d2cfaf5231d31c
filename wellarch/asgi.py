import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellarch.settings")

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]


class BoundedBodies:
    """Drops what comes after a body has become too large.

    Django writes a whole body to disk, of whoever sends it, before anything looks at its size;
    of what is kept here it still sees that it is too much.
    """

    def __init__(self, application: Callable[..., Awaitable[None]]) -> None:
        self.application = application

    async def __call__(self, scope: Message, receive: Receive, send: Any) -> None:
        left = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1

        async def bounded() -> Message:
            nonlocal left
            message = await receive()
            if body := message.get("body"):
                message = {**message, "body": body[:left]}
                left -= len(message["body"])
            return message

        await self.application(scope, bounded, send)


application = BoundedBodies(get_asgi_application())
