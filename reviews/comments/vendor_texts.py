"""Texts that our person can send to the vendor as they are. Duet itself never writes to the vendor."""

from common.words import day_in_words
from reviews.models import Holder, Purpose


def text_for_vendor(wait):
    """A text ready to send about this wait, or "" where the vendor has no part in it."""
    if wait.purpose == Purpose.VENDOR_QUESTION:
        return (
            f"Hello,\n\nwe are looking at “{wait.review.title}” and have a question:\n\n{wait.question}\n\n"
            f"Could you answer by {day_in_words(wait.due_at)}? Thank you."
        )
    if wait.holder == Holder.VENDOR:
        return (
            f"Hello, on {day_in_words(wait.opened_at)} we sent you our joint position on “{wait.review.title}”. "
            "Could you tell us when we can expect your reply, or what keeps you from it? Thank you."
        )
    return ""
