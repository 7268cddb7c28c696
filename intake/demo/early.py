"""What is only a draft yet, and is shared with both desks."""

from django.utils import timezone
from djmoney.money import Money

from intake import actions
from intake.models import RequestType


def share_a_draft(people):
    """Mei writes down what may come after the summer. One act, for the clock of the demo."""
    mei = people["mei"]
    draft = actions.start_draft(RequestType.objects.get(slug="software"), by=mei)
    fields = {
        "title": "Planning tool for shifts",
        "vendor_name": "",
        "reason": "Three teams plan in three spreadsheets.",
        "value": Money(18000, "EUR"),
        "needed_by": timezone.localdate() + timezone.timedelta(days=130),
    }
    actions.share(actions.save_draft(draft, fields=fields, answers={}, by=mei), by=mei)
    yield 0
