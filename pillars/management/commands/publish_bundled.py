from typing import Any

from django.core.management.base import BaseCommand

from pillars import library


class Command(BaseCommand):
    help = "Put every bundled lens into the library, published; what is there stays as it is."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        for version in library.publish_bundled():
            if verbosity:
                self.stdout.write(f"{version.lens.alias} {version.number}: {version.lens.name}")
