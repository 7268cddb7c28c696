"""`manage.py seed_defaults`: desks, term types, rules, request types. Creates what is missing, changes nothing."""

from django.core.management.base import BaseCommand
from django.db import transaction

from intake import seeds as intake_seeds
from people import seeds as people_seeds
from reviews import seeds as review_seeds


class Command(BaseCommand):
    help = "Create the default desks, term types, rules and request types where they are missing."

    @transaction.atomic
    def handle(self, *args, **options):
        people_seeds.seed()
        review_seeds.seed()
        intake_seeds.seed()
