"""`manage.py read_only on` and `off`: for an operator at the machine, whether or not anybody can sign in."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from operations.maintenance import actions


class Command(BaseCommand):
    help = "Keep everybody from changing anything, or let them again. Pages can be read; workers pause."

    def add_arguments(self, parser):
        parser.add_argument("switch", choices=["on", "off"])
        parser.add_argument("--reason", default="", help="Everybody reads it.")
        parser.add_argument("--until", type=_moment, help="What people are told: 2026-12-01T14:00, in the site's zone.")

    def handle(self, *, switch, reason, until, **options):
        try:
            if switch == "on":
                actions.begin_read_only(reason=reason, until=until, by=None)
            else:
                actions.end_read_only(by=None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"Read-only mode is {switch}. Every process knows within a second.")


def _moment(text):
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
