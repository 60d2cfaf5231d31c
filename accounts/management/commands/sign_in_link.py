from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from accounts import doors
from accounts.addresses import public
from accounts.forms import EmailField, OrganisationForm
from accounts.models import User


class Command(BaseCommand):
    help = "Print a link that signs a person in, once, within a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")
        parser.add_argument(
            "--create", action="store_true", help="make the person first, if nobody has the address"
        )
        parser.add_argument(
            "--organisation", metavar="NAME", help="with --create: and an organisation of their own"
        )

    @transaction.atomic
    def handle(
        self, *args: Any, email: str, create: bool, organisation: str | None, **options: Any
    ) -> None:
        if organisation and not create:
            raise CommandError("--organisation goes with --create.")
        # PostgreSQL stores no NUL, and looks for none.
        user = User.objects.filter(email__iexact=email.replace("\0", "")).first()
        if user is None and create:
            user = self._created(email, organisation)
        if user is None or not user.is_active:
            raise CommandError(f"Nobody has the address {email}.")
        token = doors.make_sign_in_link(user=user)
        self.stdout.write(public(reverse("sign_in_link", args=[token])))

    def _created(self, email: str, organisation: str | None) -> User:
        try:
            address = EmailField(max_length=254).clean(email)
        except ValidationError as problem:
            raise CommandError(f"{email}: {problem.messages[0]}") from problem
        user = doors.create_person(email=address, by=None)
        if organisation:
            form = OrganisationForm({"name": organisation})
            if not form.is_valid():
                raise CommandError(f"{organisation}: {form.errors['name'][0]}")
            doors.start_organisation(name=form.cleaned_data["name"], by=user)
        return user
