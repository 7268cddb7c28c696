"""The words for lines of the log about documents and contracts."""

from django.db.models import BooleanField, DateField

from common.sentences import sentence
from common.words import amount_in_words, day_in_words, listed
from contracts.models import Answer, Contract, FileLimits, Obligation, Rhythm, Told
from contracts.models.contract import COLUMNS, PERIODS
from contracts.notation import in_words
from contracts.verbs import Verb


@sentence(Verb.STORED)
def stored(facts):
    return f"attached “{facts['file']}”"


@sentence(Verb.VERSION_ADDED)
def version_added(facts):
    return f"attached version {facts['version']} of “{facts['title']}”"


@sentence(Verb.RECORDED)
def recorded(facts):
    return f"recorded the contract “{facts['title']}”"


@sentence(Verb.OWNER_CHANGED)
def owner_changed(facts):
    return (
        f"made {facts.person('to')} the owner of the contract “{facts['title']}”, in place of {facts.person('before')}"
    )


@sentence(Verb.LIMITS_CHOSEN)
def limits_chosen(facts):
    words = [
        f"{FileLimits._meta.get_field(name).verbose_name} from {before} to {after}"
        for name, (before, after) in facts["changed"].items()
    ]
    return f"changed the limits of files: {listed(words)}"


@sentence(Verb.CORRECTED)
def corrected(facts):
    words = [_change(name, before, after) for name, (before, after) in facts["changed"].items()]
    roles = {"owner": "the owner", "backup_owner": "the stand-in"}
    for name, role in roles.items():
        if facts.has("people", f"{name}_after"):
            words.append(f"{role} to {facts.person(f'{name}_after')}")
        elif facts.has("people", f"{name}_before"):
            words.append(f"{role} to nobody, before {facts.person(f'{name}_before')}")
    what = f"corrected {listed(words, limit=12)}" if words else "confirmed the record"
    return f"{what}: “{facts.text('why')}”"


def _change(name, before, after):
    field = Contract._meta.get_field(name)
    return f"{field.verbose_name} from {_shown(field, before)} to {_shown(field, after)}"


def _shown(field, value):
    """A value of the record for people: its choice, its day, its period in words."""
    if value in (None, ""):
        return "nothing"
    if field.choices:
        return f"“{dict(field.choices).get(value, value)}”"
    if isinstance(field, DateField):
        return day_in_words(value)
    return in_words(value) if field.name in PERIODS else value


@sentence(Verb.AMENDED)
def amended(facts):
    words = [f"{CHANGED[name].verbose_name}: {_shown(CHANGED[name], text)}" for name, text in facts["changes"].items()]
    if facts.get("end_on"):
        words.append(f"the end: {day_in_words(facts['end_on'])}")
    if value := facts.get("value"):
        words.append(f"the value from {value[0]} to {value[1]}")
    return f"amended the contract from {day_in_words(facts['effective_on'])} on ({listed(words, limit=12)})"


@sentence(Verb.FILE_ATTACHED)
def file_attached(facts):
    return f"attached the signed file “{facts['file']}”"


@sentence(Verb.FILE_REPLACED)
def file_replaced(facts):
    return f"put “{facts['file']}” in place of the signed file: “{facts.text('why')}”"


@sentence(Verb.RENEWAL_PROPOSED)
def renewal_proposed(facts):
    return f"proposed to {Answer(facts['answer']).label.lower()}: “{facts.text('why')}”"


@sentence(Verb.RENEWAL_DECIDED)
def renewal_decided(facts):
    notice = ", beginning with a notice" if facts.get("gives_notice") else ""
    return f"decided to {Answer(facts['answer']).label.lower()}{notice}: “{facts.text('why')}”"


@sentence(Verb.RENEWAL_SIGNED)
def renewal_signed(facts):
    return f"signed the decision to {Answer(facts['answer']).label.lower()}"


@sentence(Verb.NOTICE_SENT)
def notice_sent(facts):
    evidence = f", with “{facts['file']}” as evidence" if facts.get("file") else ""
    return f"noted that notice went out on {day_in_words(facts['sent_on'])}: “{facts.text('how')}”{evidence}"


@sentence(Verb.LADDER_CHOSEN)
def ladder_chosen(facts):
    when = f"{facts['days']} days before"
    if not facts["tells"]:
        return f"took the step “{when}” off the reminders of contracts"
    return f"chose who is reminded of contracts {when}: {listed([Told(name).label for name in facts['tells']])}"


@sentence(Verb.BAND_CHOSEN)
def band_chosen(facts):
    return f"let legal sign any notice from {amount_in_words(facts['amount'])} a year on"


@sentence(Verb.OBLIGATION_ADDED)
def obligation_added(facts):
    how_often = f", {Rhythm(facts['rhythm']).label}" if facts["rhythm"] != Rhythm.ONCE else ""
    return (
        f"noted what is owed: “{facts['title']}”, first due on {day_in_words(facts['first_due_on'])}{how_often}; "
        f"{facts.person('owner')} owns it"
    )


@sentence(Verb.OBLIGATION_CHANGED)
def obligation_changed(facts):
    words = [_obligation_change(name, before, after) for name, (before, after) in facts["changed"].items()]
    if facts.has("people", "owner_after"):
        words.append(f"the owner to {facts.person('owner_after')}, before {facts.person('owner_before')}")
    if facts.has("people", "backup_owner_after"):
        words.append(f"the stand-in to {facts.person('backup_owner_after')}")
    elif facts.has("people", "backup_owner_before"):
        words.append(f"the stand-in to nobody, before {facts.person('backup_owner_before')}")
    why = f": “{facts.text('why')}”" if facts.has_text("why") else ""
    return f"changed {listed(words, limit=12)} of “{facts['title']}”{why}"


def _obligation_change(name, before, after):
    field = Obligation._meta.get_field(name)
    if isinstance(field, BooleanField):
        return f"“{field.verbose_name}” to {'yes' if after else 'no'}"
    return f"“{field.verbose_name}” from {_shown(field, before)} to {_shown(field, after)}"


@sentence(Verb.OBLIGATION_ENDED)
def obligation_ended(facts):
    return f"ended “{facts['title']}”, which nobody owes any more: “{facts.text('why')}”"


@sentence(Verb.OBLIGATION_DONE)
def obligation_done(facts):
    evidence = f", with “{facts['file']}” as evidence" if facts.get("file") else ""
    note = f": “{facts.text('note')}”" if facts.has_text("note") else ""
    due = day_in_words(facts["due_on"])
    return f"noted that “{facts['title']}”, due on {due}, was done on {day_in_words(facts['done_on'])}{evidence}{note}"


@sentence(Verb.OBLIGATION_WAIVED)
def obligation_waived(facts):
    return f"waived “{facts['title']}”, due on {day_in_words(facts['due_on'])}: “{facts.text('why')}”"


@sentence(Verb.OBLIGATION_REOPENED)
def obligation_reopened(facts):
    return f"opened “{facts['title']}”, due on {day_in_words(facts['due_on'])}, again: “{facts.text('why')}”"


CHANGED = {name: Contract._meta.get_field(column) for name, column in COLUMNS.items()}
"""{what an amendment changes: the column that has it from the start}"""
