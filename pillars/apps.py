from django.apps import AppConfig
from django.core.checks import register

from pillars.checks import bundled_lenses


class PillarsConfig(AppConfig):
    name = "pillars"

    def ready(self) -> None:
        register(bundled_lenses, "content")
