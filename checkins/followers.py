"""What check-ins add below: entries for calendars and minutes to mails, promises to “My work”."""

from django.template.loader import render_to_string
from django.utils import timezone

from checkins.actions.outcomes import proposals_waiting_for
from checkins.invitations import invitation_to
from checkins.minutes import as_text, sheet_for
from checkins.minutes_pdf import write
from checkins.models import Action, Meeting, Series
from common.keys import pk_or_none
from common.words import day_in_words, listed
from notices import enclosures
from reviews.web.pages.promised import Promise, when_work_is_listed

SHOWN = 50


def of_series(notice):
    """The entry as the series is planned when the mail goes out."""
    series = Series.objects.filter(pk=pk_or_none(notice.topic.split("-")[1])).first()
    return [invitation_to(series, notice.recipient)] if series else []


def of_minutes(notice):
    """The minutes as the reader may see them when the mail goes out: in the mail, and as a file."""
    meeting = Meeting.objects.visible_to(notice.recipient).held().filter(pk=pk_or_none(notice.topic.split("-")[1]))
    meeting = meeting.select_related("series", "led_by").first()
    if meeting is None:
        return []
    sheet = sheet_for(meeting, notice.recipient)
    html = render_to_string("checkins/mail/minutes.html", {"sheet": sheet})
    return [enclosures.Words(as_text(sheet), html), enclosures.File(f"{sheet.file_name}.pdf", write(sheet))]


enclosures.put("series", of_series)
enclosures.put("minutes", of_minutes)


@when_work_is_listed
def promised(user):
    """What the person promised at check-ins, and what they may confirm for their desk."""
    today = timezone.localdate()
    actions = Action.objects.open().filter(owner=user).order_by("due_on", "pk")[:SHOWN]
    confirmations = proposals_waiting_for(user)
    return [
        *(
            Promise(row.term, row.get_absolute_url(), f"Confirm for {listed(desks)}: {row.in_words}")
            for row, desks in confirmations
        ),
        *(
            Promise(row.what, row.get_absolute_url(), f"until {day_in_words(row.due_on)}", is_late=row.is_late(today))
            for row in actions
        ),
    ]
