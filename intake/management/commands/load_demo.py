"""`manage.py load_demo`: the demo company, once. Does nothing when it is there; refuses in production."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test.utils import override_settings

from common.words import day_in_words
from intake.demo.cast import DOMAIN, assemble
from intake.demo.clock import MovedClock, days_ago, play
from intake.demo.contracts import sign_contracts
from intake.demo.deals import DEALS
from intake.demo.early import share_a_draft
from intake.demo.leave import plan_leave
from intake.demo.stories import Play
from intake.demo.value import note_what_was_won
from intake.demo.views import keep_views
from notices.models import Notice
from notices.tasks import deliver_notices
from people.models import User, WorkingCalendar
from reviews.tasks.absences import follow_absences
from reviews.tasks.pauses import end_pauses
from reviews.tasks.reminders import climb_ladders

FOUNDED = 100  # business days before today
LEAVE = 1.5  # business days before today: two people say that they will be away
SHARED = 1  # business day before today: somebody shares a draft
READ = 2  # business days before today: what is older, everybody has read
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


class Command(BaseCommand):
    help = "Load the demo company: people, vendors and some thirty requests."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("Demo data does not belong into production.")
        if User.objects.filter(email__endswith=f"@{DOMAIN}").exists():
            self.stdout.write("The demo company is there already.")
            return
        with transaction.atomic(), override_settings(EMAIL_BACKEND=NOWHERE):
            self.tell_stories()
        self.stdout.write("The demo company is ready.")

    def tell_stories(self):
        calendar = WorkingCalendar.objects.get(slug="head-office")
        clock = MovedClock()
        people, vendors = clock.at(days_ago(FOUNDED, calendar), assemble)
        play(
            [
                *((deal.days_ago, Play(deal, people, vendors).run()) for deal in DEALS),
                (LEAVE, plan_leave(people)),
                (SHARED, share_a_draft(people)),
            ],
            clock=clock,
            calendar=calendar,
            sweep=sweep,
            on_progress=lambda moment: self.stdout.write(day_in_words(moment)),
        )
        sign_contracts(people, vendors)
        follow_absences()
        read_until = days_ago(READ, calendar)
        Notice.objects.unread().filter(created_at__lt=read_until).update(read_at=read_until)
        today = {mailbox: User.objects.get(pk=person.pk) for mailbox, person in people.items()}
        keep_views(today)
        note_what_was_won(today)


def sweep():
    """What beat would have started: pauses end, people leave, reminders and mails go out (the past ones nowhere)."""
    end_pauses()
    follow_absences()
    climb_ladders()
    deliver_notices()
