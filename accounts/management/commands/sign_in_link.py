from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts import doors
from accounts.models import User


class Command(BaseCommand):
    help = "Print a link that signs a person in, once, within a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody has the address {email}.")
        token = doors.make_sign_in_link(user=user)
        self.stdout.write(settings.PUBLIC_URL + reverse("sign_in_link", args=[token]))
