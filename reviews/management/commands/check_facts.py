"""`manage.py check_facts`: do the rows that carry the facts agree with the log? Changes nothing."""

from django.core.management.base import BaseCommand, CommandError

from common.words import counted
from reviews.facts import differences
from reviews.models import Review


class Command(BaseCommand):
    help = "Compares stage visits, holdings, turns, nudges and decisions of every review with the log."

    def add_arguments(self, parser):
        parser.add_argument("reviews", nargs="*", type=int, help="Numbers of reviews, without R-; none: all of them.")

    def handle(self, *args, reviews, **options):
        rows = Review.objects.filter(pk__in=reviews) if reviews else Review.objects.all()
        differences_found, looked_at = [], 0
        for review in rows.order_by("pk").iterator(chunk_size=500):
            differences_found += differences(review)
            looked_at += 1
        for sentence in differences_found:
            self.stderr.write(sentence)
        if differences_found:
            raise CommandError(f"Rows and log differ in {counted(len(differences_found), 'place')}.")
        self.stdout.write(f"Rows and log agree on {counted(looked_at, 'review')}.")
