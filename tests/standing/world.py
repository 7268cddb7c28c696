"""Three people with passwords, and a review that two of them work on.

`python -m tests.standing.world` builds them and prints the number of the review.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from djmoney.money import Money  # noqa: E402  (Django is set up first)

from intake import actions as intake_actions  # noqa: E402
from intake.models import RequestType  # noqa: E402
from people.models import Membership, Team, User  # noqa: E402
from tests.review_fixtures import ANSWERS  # noqa: E402

PASSWORD = "a-long-enough-one"
PEOPLE = {"requester": None, "buyer": "procurement", "counsel": "legal"}


def address_of(name):
    return f"{name}@duet.example"


def build():
    """The review that procurement and legal have just been given."""
    for name, desk in PEOPLE.items():
        person = User.objects.create_user(address_of(name), PASSWORD, name=f"{name.capitalize()} Person")
        if desk:
            Membership.objects.create(user=person, team=Team.objects.get(slug=desk))
    requester = User.objects.get(email=address_of("requester"))
    draft = intake_actions.start_draft(RequestType.objects.get(slug="software"), by=requester)
    fields = {
        "title": "Survey tool",
        "vendor_name": "Quill",
        "reason": "To ask our customers.",
        "value": Money(9, "EUR"),
    }
    draft = intake_actions.save_draft(draft, fields=fields, answers=ANSWERS, by=requester)
    return intake_actions.submit(draft, by=requester)


if __name__ == "__main__":
    print(build().pk)
