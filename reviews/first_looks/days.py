"""Until when the full request is needed, so that the rough date of a heads-up can be kept."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from common.business_time import add_business_days, next_working_moment
from people.models import WorkingCalendar
from reviews.models import Review
from reviews.promises.similar import similar_to

USUAL_DAYS = 20
"""Business days that a review takes, where too few similar ones have finished to say."""

LEAST_DAYS = 2
"""So many business days a requester has in any case."""


def moment_to_complete(review: Review) -> datetime | None:
    """The rough date less what nine in ten similar reviews took, in business time; never sooner than `LEAST_DAYS`.

    None where nobody has said a rough date. Two queries.
    """
    if review.needed_by is None:
        return None
    calendar = WorkingCalendar.objects.order_by("pk").first()
    usual = similar_to(review, calendar).altogether
    days = usual.nine_in_ten if usual else USUAL_DAYS
    end = datetime.combine(review.needed_by, time(0), ZoneInfo(calendar.time_zone))
    soonest = add_business_days(timezone.now(), LEAST_DAYS, calendar)
    return max(add_business_days(next_working_moment(end, calendar), -days, calendar), soonest)
