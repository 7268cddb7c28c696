"""The words for lines of the log about vendors. The name of a contact is a text, so that it can be removed."""

from common.sentences import sentence
from vendors.models import Sensitive, Status
from vendors.verbs import Verb


@sentence(Verb.ADDED)
def added(facts):
    return f"added the vendor {facts['name']}"


@sentence(Verb.UPDATED)
def updated(facts):
    return f"updated the vendor {facts['name']}"


@sentence(Verb.CONTACT_ADDED)
def contact_added(facts):
    return f"added {facts.text('contact')} as a contact at {facts['name']}"


@sentence(Verb.CONTACT_UPDATED)
def contact_updated(facts):
    return f"updated the contact {facts.text('contact')}"


@sentence(Verb.CONTACT_REMOVED)
def contact_removed(facts):
    return f"removed the contact {facts.text('contact')}"


@sentence(Verb.CHANGE_ASKED)
def change_asked(facts):
    return f"asked to change the {_changed(facts)}"


@sentence(Verb.CHANGE_MADE)
def change_made(facts):
    return f"confirmed the change of the {_changed(facts)}"


@sentence(Verb.CHANGE_REFUSED)
def change_refused(facts):
    return f"refused the change of the {_changed(facts)}"


@sentence(Verb.CHANGE_WITHDRAWN)
def change_withdrawn(facts):
    return f"took back the change of the {_changed(facts)}"


def _changed(facts):
    """“status of Fable AI to restricted: “Late with everything””. What a number or an account was is not in the log."""
    words = f"{Sensitive(facts['field']).label.lower()} of {facts['name']}"
    if facts.get("status"):
        words += f" to {Status(facts['status']).label.lower()}"
    return words + (f": “{facts.text('why')}”" if facts.has_text("why") else "")


@sentence(Verb.OWNER_CHANGED)
def owner_changed(facts):
    return f"made {facts.person('to')} the owner of {facts['name']}, after {facts.person('before')}"


@sentence(Verb.MERGED)
def merged(facts):
    return f"merged {facts['other']} into {facts['name']}"


@sentence(Verb.MERGED_AWAY)
def merged_away(facts):
    return f"merged {facts['name']} into {facts['other']}"


@sentence(Verb.UNMERGED)
def unmerged(facts):
    return f"took {facts['other']} out of {facts['name']} again"


@sentence(Verb.UNMERGED_AWAY)
def unmerged_away(facts):
    return f"took {facts['name']} out of {facts['other']} again"
