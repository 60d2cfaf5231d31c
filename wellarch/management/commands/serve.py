import io
import os
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser, OutputWrapper

from accounts.models import Role, User
from wellarch.environment import ADDRESS


class Command(BaseCommand):
    help = (
        "Serve the application in one process: bring the database up to date, make the example "
        "organisation in an empty one, print a one-time sign-in link for its owner, listen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument(
            "--no-example", action="store_true", help="leave an empty database empty"
        )

    def handle(self, *args: Any, host: str, port: int, no_example: bool, **options: Any) -> None:
        self._prepare(with_example=not no_example)
        (settings.DATA_DIR / ADDRESS).write_text(settings.PUBLIC_URL)
        config = uvicorn.Config(
            "wellarch.asgi:application",
            host=host,
            port=port,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            lifespan="off",
        )
        GreetingServer(config, self._greeting(), self.stdout).run()

    def _prepare(self, *, with_example: bool) -> None:
        if not (settings.STATIC_ROOT / "staticfiles.json").exists():
            call_command("collectstatic", verbosity=0, interactive=False)
        call_command("migrate", verbosity=0)
        call_command("clearsessions")
        call_command("createcachetable", verbosity=0)
        call_command("publish_bundled", verbosity=0)
        if with_example and not User.objects.exists():
            call_command("example_data", stdout=self.stdout)

    def _greeting(self) -> str:
        said = io.StringIO()
        said.write(f"\nwellarch is at {settings.PUBLIC_URL}\n")
        owner = User.objects.filter(
            memberships__organisation__is_example=True, memberships__role=Role.OWNER
        ).first()
        if owner is None:
            said.write("Sign in there; `manage.py sign_in_link EMAIL` prints a link.\n")
        else:
            said.write(f"Sign in as {owner.email}, once, with this link:\n")
            call_command("sign_in_link", owner.email, stdout=said)
        return said.getvalue()


class GreetingServer(uvicorn.Server):
    """Prints the link when it can be opened, not before."""

    def __init__(self, config: uvicorn.Config, greeting: str, out: OutputWrapper) -> None:
        super().__init__(config)
        self.greeting, self.out = greeting, out

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.out.write(self.greeting)
        self.out.flush()
