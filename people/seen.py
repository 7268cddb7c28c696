"""When somebody was here last, to the hour: one write an hour, however much they do."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from common.maintenance.state import known
from people.models import User

TO_THE = timedelta(hours=1)


class SeenMiddleware:
    """Stands behind sign-in. Signing in counts, too, so that a first page writes nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and _is_long_ago(request.user) and known.get().read_only is None:
            _note(request.user)
        return self.get_response(request)


def _is_long_ago(person):
    return person.seen_at is None or person.seen_at < timezone.now() - TO_THE


def _note(person):
    """Of many pages at once one writes."""
    now = timezone.now()
    rows = User.objects.filter(Q(last_seen_at=None) | Q(last_seen_at__lt=now - TO_THE), pk=person.pk)
    rows.update(last_seen_at=now)
