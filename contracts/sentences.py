"""The words for lines of the log about documents and contracts."""

from common.sentences import sentence
from common.words import listed
from contracts.models import FileLimits
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
