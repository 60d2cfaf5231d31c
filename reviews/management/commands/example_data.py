from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reviews.example import loading


class Command(BaseCommand):
    help = (
        "Make the example organisation with its lenses, workloads, reviews, plans and milestones. "
        "Where it is there already, nothing changes."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        loading.load()
