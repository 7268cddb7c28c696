"""Documents and their versions: added, read, compared."""

from common.sentences import milestone, sentence
from reviews.pure.verbs import Verb


@milestone(Verb.DOCUMENT_ADDED)
def document_added(facts):
    return f"added the document “{facts['title']}”"


@milestone(Verb.VERSION_ADDED)
def version_added(facts):
    """`elsewhere`: it came through another review that holds the document."""
    return f"{'noted' if facts['elsewhere'] else 'added'} version {facts['number']} of “{facts['title']}”"


@sentence(Verb.COMPARISON_EXPORTED)
def comparison_exported(facts):
    old, new = facts["numbers"]
    return f"took along what changed from version {old} to {new} of “{facts['title']}”"


@milestone(Verb.DOCUMENT_READ)
def document_read(facts):
    if reason := facts.get("reason"):
        return f"could not read “{facts['file']}”: {reason}"
    return f"read “{facts['file']}”"


@milestone(Verb.DOCUMENT_READ_AGAIN)
def document_read_again(facts):
    return f"{'reads' if facts['elsewhere'] else 'asked to read'} “{facts['file']}” again"


@sentence(Verb.TERMS_PROPOSED)
def terms_proposed(facts):
    desks = facts.desks("of") if facts.has("desks", "of") else []
    numbers = sorted(zip(desks, facts["numbers"], strict=True))
    parts = [f"{number} for {desk}" for desk, number in numbers]
    parts += [f"{facts['to_sort']} to be sorted"] if facts["to_sort"] else []
    return f"found passages on terms in “{facts['file']}”: {', '.join(parts)}"
