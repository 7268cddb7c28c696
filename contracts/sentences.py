"""The words for lines of the log about documents and contracts."""

from django.db.models import DateField

from common.sentences import sentence
from common.words import day_in_words, listed
from contracts.models import Contract, FileLimits
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
    return f"amended the contract from {day_in_words(facts['effective_on'])} on ({listed(words, limit=12)})"


@sentence(Verb.FILE_ATTACHED)
def file_attached(facts):
    return f"attached the signed file “{facts['file']}”"


@sentence(Verb.FILE_REPLACED)
def file_replaced(facts):
    return f"put “{facts['file']}” in place of the signed file: “{facts.text('why')}”"


CHANGED = {name: Contract._meta.get_field(column) for name, column in COLUMNS.items()}
"""{what an amendment changes: the column that has it from the start}"""
