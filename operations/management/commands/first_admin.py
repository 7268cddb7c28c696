"""`manage.py first_admin ada@example.org`: whoever looks after Duet first, on an installation where nobody does yet."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from people.actions.first_admin import make_first_admin
from people.models.invitation import VALID_FOR


class Command(BaseCommand):
    help = "Make the first admin. Prints a link that works once, with which they set their own password."

    def add_arguments(self, parser):
        parser.add_argument("email", help="Their e-mail address.")
        parser.add_argument("--name", default="", help="What they are called; they can change it.")

    def handle(self, *, email, name, **options):
        try:
            token = make_first_admin(email=email, name=name)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        link = settings.SITE_URL + reverse("account_accept_invitation", args=[token])
        self.stdout.write(f"Open this link within {VALID_FOR.days} days and set a password. It works once:\n{link}")
