"""What went to the vendor, and what came back."""

from common.sentences import milestone
from common.words import counted, listed
from reviews.pure.verbs import Verb


@milestone(Verb.SENT_TO_VENDOR)
def sent(facts):
    return f"sent our joint position to {facts['vendor']}"


@milestone(Verb.VENDOR_REPLIED)
def replied(facts):
    parts = [counted(facts["ticked"], "term")] if facts["ticked"] else []
    parts += [counted(facts["clauses"], "clause") + " outside our terms"] if facts["clauses"] else []
    if not parts:
        return f"noted that {facts['vendor']} accepts our joint position"
    return f"noted that {facts['vendor']} changed {listed(parts)}"
