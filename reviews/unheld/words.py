"""Why nobody can do something, in a sentence without content: who is away, who has left, who is kept apart."""

from common.words import day_in_words, listed
from reviews.models import Holder, Purpose, Wait
from reviews.unheld.closers import Closers

OF_LEADS_ALONE = {Purpose.ESCALATION, Purpose.APPROVAL, Purpose.SPLIT}


def why_nobody(wait: Wait, closers: Closers) -> str:
    """“is with Rosa, who has left.”; “lies with Legal, where no lead is there.”; “Lena could, and asked for it.”"""
    asked = closers.asked(wait)
    if not asked:
        return _why_nobody_is_there(wait, closers)
    of_requester = [doer for doer in asked if wait.review.requester_id in doer.people_counted]
    others = [doer for doer in asked if doer not in of_requester]
    parts = [f"{_names(of_requester)} could, and asked for it"] if of_requester else []
    parts += [f"{_names(others)} could, and did what a second person must look at"] if others else []
    return f"lies with {wait.who}: {'; '.join(parts)}."


def _why_nobody_is_there(wait, closers):
    person = wait.person
    if person is None:
        who = "no lead" if wait.leads_only or wait.purpose in OF_LEADS_ALONE else "nobody"
        desk = "whoever talks to the vendor" if wait.holder == Holder.VENDOR else wait.desk
        return f"lies with {desk}, where {who} is there."
    if not person.is_active:
        return f"is with {person}, who has left."
    if absence := closers.staff.away.absence_of(person):
        return f"is with {person}, away until {day_in_words(absence.ends_on)}, and nobody stands in."
    return f"is with {person}, who cannot do it, and {wait.desk} has no lead who is there."


def _names(doers):
    return listed(list(dict.fromkeys(str(doer) for doer in doers))[:3])
