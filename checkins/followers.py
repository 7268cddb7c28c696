"""What goes along with mails about check-ins: the entry for the calendar."""

from checkins.invitations import invitation_to
from checkins.models import Series
from common.keys import pk_or_none
from notices import enclosures


def of_series(notice):
    """The entry as the series is planned when the mail goes out."""
    series = Series.objects.filter(pk=pk_or_none(notice.topic.split("-")[1])).first()
    return [invitation_to(series, notice.recipient)] if series else []


enclosures.put("series", of_series)
