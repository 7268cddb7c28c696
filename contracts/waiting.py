"""What waits to be read: for the machinery page and for metrics, whatever becomes of the messages to workers."""

from contracts.models import Reading
from notices.machinery import CEILING, Queue


def unread_papers():
    """Versions that are to be read or are being read, and since when the oldest waits. Index: reading_to_be_done."""
    unread = Reading.objects.unread()
    oldest = unread.order_by("requested_at").values_list("requested_at", flat=True).first()
    return Queue("papers", "Documents to be read", unread[:CEILING].count(), oldest, parked=0)
