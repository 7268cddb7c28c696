"""The words for lines of the log about documents and contracts."""

from common.sentences import sentence
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
