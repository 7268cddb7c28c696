"""Whom lines of the log name by id, and the words for lines about people, seats and desks."""

from datetime import date, time

from common.sentences import named, sentence
from common.words import clock_of_day_in_words, day_in_words, days_in_words
from people.models import Team, User
from people.verbs import Verb

named("people", User.objects.all())
named("desks", Team.objects.all())

ROLES = {
    "is_admin": "an admin",
    "is_auditor": "an auditor",
    "is_outside": "outside counsel",
    "is_superuser": "an operator",
    "is_staff": "somebody who may open Django's settings pages",
}


@sentence(Verb.INVITED)
def invited(facts):
    return f"invited {facts.person('invited')}"


@sentence(Verb.INVITED_AGAIN)
def invited_again(facts):
    return f"sent the invitation of {facts.person('invited')} again"


@sentence(Verb.INVITATION_REVOKED)
def invitation_revoked(facts):
    return f"took back the invitation of {facts.person('invited')}"


@sentence(Verb.JOINED)
def joined(facts):
    return "followed the invitation and set a password"


@sentence(Verb.RENAMED)
def renamed(facts):
    return f"changed the name of {facts.person('person')}"


def part_in_words(part):
    """“lead, may skip or override approvals”, “member”: a part at a desk, as lines of the log keep it."""
    words = ["lead" if part["is_lead"] else "backup of the lead" if part["is_backup"] else "member"]
    words += ["may skip or override approvals"] if part["may_override"] else []
    return ", ".join(words)


def _and_who(facts):
    """Who asked for it, where a second admin confirmed it; or that nobody did."""
    if facts.has("people", "asked"):
        return f", as {facts.person('asked')} had asked"
    return ", ALONE: nobody else confirmed it" if facts.get("alone") else ""


@sentence(Verb.SEAT_GIVEN)
def seat_given(facts):
    part = part_in_words(facts["after"])
    return f"gave {facts.person('person')} a seat at {facts.desk('at')} ({part}){_and_who(facts)}"


@sentence(Verb.SEAT_CHANGED)
def seat_changed(facts):
    before, after = part_in_words(facts["before"]), part_in_words(facts["after"])
    return f"changed the seat of {facts.person('person')} at {facts.desk('at')}: {before} → {after}{_and_who(facts)}"


@sentence(Verb.SEAT_TAKEN)
def seat_taken(facts):
    return f"took the seat of {facts.person('person')} at {facts.desk('at')} away ({part_in_words(facts['before'])})"


@sentence(Verb.SEAT_CONFIRMED)
def seat_confirmed(facts):
    return f"confirmed that {facts.person('person')} still needs the seat at {facts.desk('at')}"


@sentence(Verb.ROLE_GIVEN)
def role_given(facts):
    return f"made {facts.person('person')} {ROLES[facts['role']]}{_and_who(facts)}"


@sentence(Verb.ROLE_TAKEN)
def role_taken(facts):
    return f"took a role away from {facts.person('person')}, who is not {ROLES[facts['role']]} any more"


def _right(facts):
    if not facts.has("desks", "at"):
        return "the role of an admin"
    return f"a seat at {facts.desk('at')}"


@sentence(Verb.RIGHT_ASKED)
def right_asked(facts):
    return f"asked another admin to confirm {_right(facts)} for {facts.person('person')}"


@sentence(Verb.RIGHT_REFUSED)
def right_refused(facts):
    verb = "took back the wish for" if facts["answer"] == "withdrawn" else "refused"
    return f"{verb} {_right(facts)} for {facts.person('person')}"


@sentence(Verb.LEFT)
def left(facts):
    taker = f"; {facts.person('taker')} takes over" if facts.has("people", "taker") else ""
    return f"closed the account of {facts.person('left')}{taker}: {facts['moved']} moved, {facts['stayed']} stayed"


@sentence(Verb.CAME_BACK)
def came_back(facts):
    return f"opened the account of {facts.person('back')} again"


@sentence(Verb.SESSIONS_ENDED)
def sessions_ended(facts):
    return f"ended all sessions of {facts.person('of')}"


@sentence(Verb.FIRST_ADMIN)
def first_admin(facts):
    return "made the first admin of this installation, at the machine"


@sentence(Verb.CALENDAR_ADDED)
def calendar_added(facts):
    return f"added the calendar “{facts['name']}”"


@sentence(Verb.CALENDAR_CHANGED)
def calendar_changed(facts):
    changed = ", ".join(f"{what}: {before} → {after}" for what, (before, after) in facts["changed"].items())
    return f"changed the calendar “{facts['name']}”: {changed}"


@sentence(Verb.CALENDAR_DAYS_PUT)
def calendar_days_put(facts):
    clocks = [clock_of_day_in_words(time.fromisoformat(facts[name])) for name in ("opens", "closes") if facts.get(name)]
    hours = " to ".join(clocks) or "free"
    return f"said of “{facts['name']}”: {_calendar_days(facts)}, {hours}"


@sentence(Verb.CALENDAR_DAYS_TAKEN)
def calendar_days_taken(facts):
    return f"made {_calendar_days(facts)} an ordinary day of “{facts['name']}” again"


def _calendar_days(facts):
    return days_in_words(date.fromisoformat(facts["first"]), date.fromisoformat(facts["last"]))


@sentence(Verb.CALENDAR_REMOVED)
def calendar_removed(facts):
    return f"removed the calendar “{facts['name']}”"


@sentence(Verb.DESK_ADDED)
def desk_added(facts):
    return f"added the desk {facts.desk('desk')}"


@sentence(Verb.DESK_CHANGED)
def desk_changed(facts):
    changed = ", ".join(
        f"{what}: {' → '.join(values)}" if values else what for what, values in facts["changed"].items()
    )
    return f"changed the desk {facts.desk('desk')}: {changed}"


@sentence(Verb.DESK_CHANNEL)
def desk_channel(facts):
    words = {
        "added": "gave {} a channel",
        "changed": "changed the channel of {}",
        "on": "switched the channel of {} on",
    }
    words |= {"off": "switched the channel of {} off", "tested": "sent a test to the channel of {}"}
    return words[facts["what"]].format(facts.desk("desk"))


@sentence(Verb.DESK_RETIRED)
def desk_retired(facts):
    taker = (
        f"; {facts.desk('taker')} took over what was open ({facts['moved']} moved)"
        if facts.has("desks", "taker")
        else ""
    )
    return f"retired the desk {facts.desk('desk')}{taker}"


@sentence(Verb.DESK_BROUGHT_BACK)
def desk_brought_back(facts):
    return f"brought the desk {facts.desk('desk')} back"


@sentence(Verb.TOKEN_ADDED)
def token_added(facts):
    whose = f" for {facts.person('for')}" if facts.has("people", "for") else ""
    last_day = day_in_words(date.fromisoformat(facts["until"]))
    return f"added the token “{facts['name']}”{whose}, until {last_day}: {', '.join(facts['scopes'])}"


@sentence(Verb.TOKEN_REVOKED)
def token_revoked(facts):
    whose = f" of {facts.person('of')}" if facts.has("people", "of") else ""
    return f"revoked the token “{facts['name']}”{whose}"


@sentence(Verb.INTEGRATION_ADDED)
def integration_added(facts):
    return f"added the integration {facts.person('added')}"
