"""The words for lines of the log about vendors. The name of a contact is a text, so that it can be removed."""

from common.sentences import sentence
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
