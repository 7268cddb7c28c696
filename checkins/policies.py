"""Who may do what with check-ins, and what is missing, as sentences."""

from datetime import date, timedelta
from zoneinfo import available_timezones

from django.utils import timezone

from checkins.models import Action, Item, Meeting, Series
from people.models import TWO_SIDES, DeskSide, User
from reviews.terms import policies as term_policies

YEARS_AHEAD = timedelta(days=2 * 366)
"""How far ahead a series may begin, and a meeting may be moved."""

WHO_SETS_UP = "Leads of procurement and legal, and admins, set check-ins up."
WHO_TAKES_PART = "This is for the people who come to this check-in."


def may_open(user: User) -> bool:
    """Whether there is a page of check-ins for this person."""
    return user.joins_check_ins or user.configures


def may_set_up(user: User) -> bool:
    """Leads of a desk that meets, and admins."""
    return user.configures or (user.joins_check_ins and any(team.meets_at_check_ins for team in user.teams_led))


def may_take_part(user: User, meeting: Meeting) -> bool:
    """Members of the series, as long as they sit on a desk that meets."""
    return user.joins_check_ins and meeting.series.memberships.filter(person=user).exists()


def may_note(user: User, item: Item) -> bool:
    """Whoever takes part and may see the item."""
    return may_take_part(user, item.meeting) and Item.objects.filter(pk=item.pk).visible_to(user).exists()


def may_finish(user: User, action: Action) -> bool:
    """Its owner; whoever leads a desk that the owner sits on."""
    return action.owner_id == user.pk or any(user.leads(team) for team in action.owner.teams)


def desks_to_confirm(user: User, proposal) -> list:
    """The desks for which this person may confirm what was proposed for a term, now."""
    return [desk for desk in proposal.desks_left() if term_policies.may_decide(user, proposal.term, desk)]


def sides_led(user: User, meeting: Meeting) -> list[str]:
    """The sides for which this person confirms the minutes: those that they lead."""
    return [side for side in TWO_SIDES if user.leads_side(side)] if may_take_part(user, meeting) else []


def blockers_to_series(*, title: str, minutes: int, time_zone: str, members) -> list[str]:
    """What is wrong with a series like this."""
    faults = []
    if not title.strip():
        faults.append("Give it a name.")
    if minutes is None or not 5 <= minutes <= 240:
        faults.append("It takes between 5 and 240 minutes.")
    if time_zone not in available_timezones():
        faults.append("Choose a time zone.")
    strangers = [person for person in members if not person.joins_check_ins]
    if strangers:
        faults.append(f"{strangers[0]} sits on no desk of procurement or legal.")
    for side in TWO_SIDES:
        if not any(person.serves(side) for person in members):
            faults.append(f"Nobody of the {DeskSide(side).label.lower()} side comes. Both functions meet here.")
    return faults


def blockers_to_first_day(day: date) -> list[str]:
    """Why a series cannot begin on that day."""
    today = timezone.localdate()
    if day < today:
        return ["Choose a day that is still to come."]
    if day > today + YEARS_AHEAD:
        return ["Choose a day within the next two years."]
    return []


def blockers_to_plan(meeting: Meeting) -> list[str]:
    """Why a meeting cannot be moved or cancelled any more."""
    if meeting.cancelled_at:
        return ["This meeting is cancelled already."]
    if meeting.began_at:
        return ["This meeting has begun already."]
    return []


def blockers_to_talk(meeting: Meeting) -> list[str]:
    """Why nothing can be noted now."""
    if meeting.ended_at:
        return ["This meeting is over."]
    if not meeting.began_at:
        return ["This meeting has not begun yet."]
    return []


def blockers_to_series_change(series: Series) -> list[str]:
    """Why nothing of a series can be changed any more."""
    return ["This series has ended."] if series.ended_at else []
