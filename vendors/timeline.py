"""What happened to a vendor, as a person may read it."""

from operator import itemgetter

from common import sight
from common.log import events_of
from common.models import READ_BY_DESKS, Event
from vendors.verbs import Verb

LOOKED_AT = 200
"""So many of the newest lines are looked through."""


def newest_events(vendor, user, *, limit):
    """The newest lines about the vendor and about those that were merged into it, newest first.

    Of contracts only those that the person sees are told of. Index: event_timeline.
    """
    vendors = [vendor, *(row.source for row in vendor.merges_here.standing().select_related("source"))]
    first, *others = [
        events_of(row, audiences=READ_BY_DESKS).values_list("pk", "verb", "data__contract")[:LOOKED_AT]
        for row in vendors
    ]
    lines = first.union(*others, all=True) if others else first
    lines = sorted(lines, key=itemgetter(0), reverse=True)[:LOOKED_AT]
    contracts = vendor.contracts.filter(pk__in={contract for _, _, contract in lines if contract}).order_by()
    seen = set(sight.narrowed(contracts, user).values_list("pk", flat=True))
    keys = [pk for pk, verb, contract in lines if verb in Verb.values or contract in seen]
    return list(Event.objects.readable().filter(pk__in=keys[:limit]).order_by("-pk"))
