"""Adding, changing and retiring desks. What a desk may do decides what its people see and who decides what, so that
nobody changes the rights of a desk at which they sit, and nothing changes under work that is open."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from common.log import record
from common.searching import tidy
from common.stale import ChangedMeanwhile, Part, State
from common.words import counted, listed, too_long
from people import desk_work
from people.actions.rights import require_admin
from people.models import ICONS, Colour, DeskSide, Team, User, WorkingCalendar
from people.taking_over import Report
from people.verbs import Verb

RIGHTS = {
    "owns_terms": "owns terms",
    "speaks_for": "speaks for",
    "raises_findings": "notes risk findings",
    "checks_value": "checks amounts saved",
}
LOOKS = {
    "ticks_passages": "confirms each passage by itself",
    "colour": "colour",
    "icon": "icon",
    "calendar": "calendar",
}
COLUMNS = {"name": "name", "description": "description", **RIGHTS, **LOOKS}
"""What an admin says of a desk, and what it is called in the log."""

CHANGED_MEANWHILE = "Somebody has changed this desk meanwhile. Look at it again."
OWN_DESK = "You sit at this desk yourself: another admin changes what it may do."


def state_of(desk: Team) -> State:
    """What a change over the API is made on."""
    return State([Part(name, label, _words(desk, name)) for name, label in COLUMNS.items()])


@transaction.atomic
def add_desk(*, name: str, calendar: WorkingCalendar, by: User, **columns: Any) -> Team:
    """A new desk, with its key made of the name. Nothing goes there before a rule says so, or somebody asks it."""
    require_admin(by)
    desks = _locked_desks()
    desk = Team(calendar=calendar)
    _put(desk, {"name": name, **columns})
    if faults := _faults(desk, desks):
        raise ValidationError(faults)
    desk.slug = _free_slug(desk.name, {known.slug for known in desks})
    desk.save()
    record(Verb.DESK_ADDED, desk, by=by, desks={"desk": desk})
    return desk


@transaction.atomic
def change_desk(desk: Team, *, seen: str = "", by: User, **columns: Any) -> Team:
    """Change some of its `COLUMNS`. `seen` is the key of the state (`state_of`) that was read, where that is known."""
    require_admin(by)
    desks = _locked_desks()
    desk = next(known for known in desks if known.pk == desk.pk)
    if seen and (state := state_of(desk)).key != seen:
        raise ChangedMeanwhile(CHANGED_MEANWHILE, state)
    before = {name: _words(desk, name) for name in COLUMNS}
    rights = {name: getattr(desk, name) for name in RIGHTS}
    _put(desk, columns)
    changed = {name for name in COLUMNS if _words(desk, name) != before[name]}
    if changed & RIGHTS.keys() and desk.members().filter(pk=by.pk).exists():
        raise PermissionDenied(OWN_DESK)
    if faults := _faults(desk, desks) or _faults_of_rights(desk, rights, desks):
        raise ValidationError(faults)
    if not changed:
        return desk
    desk.save(update_fields=sorted(changed))
    words = {COLUMNS[name]: [before[name], _words(desk, name)] for name in COLUMNS if name in changed}
    if "description" in words:  # typed text is no fact
        words["description"] = []
    record(Verb.DESK_CHANGED, desk, by=by, desks={"desk": desk}, changed=words, columns=sorted(changed))
    return desk


@transaction.atomic
def retire_desk(desk: Team, *, taker: Team | None = None, by: User) -> Report:
    """No new work from now on. What is open goes to `taker`, as far as it can; the rest its people finish, and keep
    their seats for. Returns what became of it."""
    require_admin(by)
    desks = _locked_desks()
    desk = next(known for known in desks if known.pk == desk.pk)
    if faults := blockers_to_retire(desk, desks) or _faults_of_taker(desk, taker):
        raise ValidationError(faults)
    desk.retired_at = timezone.now()
    desk.save(update_fields=["retired_at"])
    report = desk_work.hand_on(desk, taker, by=by) if taker else Report()
    record(Verb.DESK_RETIRED, desk, by=by, desks={"desk": desk, "taker": taker}, moved=report.moved)
    return report


@transaction.atomic
def bring_back_desk(desk: Team, *, by: User) -> Team:
    """It may get work again. Rules name it only once somebody has put it into them."""
    require_admin(by)
    desk = next(known for known in _locked_desks() if known.pk == desk.pk)
    if not desk.retired_at:
        raise ValidationError([f"{desk} is in use."])
    desk.retired_at = None
    desk.save(update_fields=["retired_at"])
    record(Verb.DESK_BROUGHT_BACK, desk, by=by, desks={"desk": desk})
    return desk


def blockers_to_retire(desk: Team, desks: list[Team] | None = None) -> list[str]:
    """What must be done before, as sentences."""
    if desk.retired_at:
        return [f"{desk} is retired already."]
    desks = list(Team.objects.all()) if desks is None else desks
    faults = _faults_of_last(desk, desk.speaks_for, desks)
    if rules := desk_work.names_of(desk, gives_work=True):
        faults.append(f"{listed(rules)} still give it work: let them name another desk first.")
    return faults


# --- what is wrong -------------------------------------------------------------------------------------


def _faults(desk, desks):
    """What is wrong with the columns themselves."""
    others = {tidy(known.name).casefold() for known in desks if known.pk != desk.pk}
    faults = [] if desk.name else ["Give the desk a name."]
    faults += too_long(desk.name, 100, "the name") + too_long(desk.description, 200, "the description")
    if desk.name.casefold() in others:
        faults.append(f"There is a desk called {desk.name} already. A retired one can be brought back.")
    if not desk.owns_terms and desk.speaks_for:
        faults.append("A desk that speaks for a side decides terms: choose that, or neither side.")
    choices = {"speaks_for": ["", *DeskSide.values], "colour": Colour.values, "icon": ["", *ICONS]}
    unknown = [name for name, known in choices.items() if getattr(desk, name) not in known]
    faults += [f"“{COLUMNS[name].capitalize()}”: choose among those that there are." for name in unknown]
    return faults


def _faults_of_rights(desk, before, desks):
    """What stands in the way of other rights than it has had."""
    faults = []
    if before["speaks_for"] != desk.speaks_for:
        faults += _faults_of_side(desk, before["speaks_for"], desks)
    if before["owns_terms"] and not desk.owns_terms and (held := desk_work.names_of(desk, needs_terms=True)):
        faults.append(f"{desk} has {listed(held)}: give them to another desk before it is only asked.")
    return faults


def _faults_of_side(desk, before, desks):
    faults = _faults_of_last(desk, before, desks)
    seated = desk.members().count()
    if desk.speaks_for_legal and seated:
        faults.append(
            f"{counted(seated, 'seat')} there would read what is privileged without a second admin. Take them away "
            "first and give them anew, or add another desk."
        )
    if work := desk_work.names_of(desk, gives_work=False):
        faults.append(
            f"{desk} has {listed(work)}. Another side in the middle of that would change who decides with whom: "
            "finish or hand over first."
        )
    return faults


def _faults_of_last(desk, side, desks):
    """Each of the two sides always has a desk, or nobody could close it."""
    if not side or any(other.speaks_for == side and not other.retired_at for other in desks if other.pk != desk.pk):
        return []
    return [f"{desk} is the only desk that speaks for the {DeskSide(side).label.lower()} side: add another one first."]


def _faults_of_taker(desk, taker):
    if taker is None:
        return []
    if taker.pk == desk.pk or taker.retired_at:
        return ["Choose another desk that is in use."]
    return []


# --- how it is written ---------------------------------------------------------------------------------


def _locked_desks():
    """All desks, which are few: two admins who retire the last two of a side must not pass each other."""
    return list(Team.objects.select_for_update(of=("self",), no_key=True).select_related("calendar").order_by("pk"))


def _put(desk, columns):
    for name, value in columns.items():
        if name not in COLUMNS:
            raise ValidationError([f"A desk has no “{name}”."])
        setattr(desk, name, tidy(value) if name in {"name", "description"} else value)


def _words(desk, name):
    value = getattr(desk, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = getattr(desk, f"get_{name}_display", None)
    return str(shown() if shown else value) or "none"


def _free_slug(name, taken):
    """A key of the name that no desk has."""
    base = slugify(name)[:40] or "desk"
    numbers = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbers if slug not in taken)
