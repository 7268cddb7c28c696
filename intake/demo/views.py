"""The views of the queue that people at the demo company keep and share."""

from people.models import Team
from reviews.models import Sharing
from reviews.saved_views import actions as view_actions


def keep_views(people):
    """One for the procurement desk, one by link, one of somebody's own. `people` are {mailbox: User}, read afresh."""
    procurement = Team.objects.get(slug="procurement")
    late = {"side": "procurement", "unclaimed": "on", "overdue": "on"}
    view_actions.save_view(
        "Late and unclaimed", filters=late, sharing=Sharing.DESK, desk=procurement, by=people["lead"]
    )
    view_actions.save_view("Payroll", filters={"q": "payroll"}, sharing=Sharing.LINK, by=people["buyer"])
    view_actions.save_view("My legal work", filters={"side": "legal", "mine": "on"}, by=people["counsel"])
