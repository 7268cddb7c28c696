"""Comments, texts for the vendor, and circles: never a word of what was written."""

from common.sentences import milestone, sentence
from common.words import listed
from reviews.models import CommentAudience
from reviews.pure.verbs import Verb


@milestone(Verb.COMMENTED)
def commented(facts):
    if facts["kind"] == CommentAudience.PRIVILEGED:
        return "wrote a privileged note"
    if facts["kind"] == CommentAudience.VENDOR:
        return "drafted a text for the vendor"
    return f"commented on “{facts['name']}”" if facts.get("name") else "wrote a comment"


@milestone(Verb.COMMENT_EDITED)
def edited(facts):
    return "changed what a comment says"


@milestone(Verb.COMMENT_RETRACTED)
def retracted(facts):
    return "took a comment back"


@sentence(Verb.DRAFT_RELEASED)
def draft_released(facts):
    return "sent a drafted text to the vendor"


@sentence(Verb.CIRCLE_OPENED)
def circle_opened(facts):
    return f"opened the circle for {listed(sorted(facts.people('inside')), limit=20)}"


@sentence(Verb.CIRCLE_WIDENED)
def circle_widened(facts):
    return f"let {facts.person('added')} read this"


@sentence(Verb.CIRCLE_NARROWED)
def circle_narrowed(facts):
    return f"took {facts.person('taken_out')} out"
