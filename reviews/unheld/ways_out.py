"""What can be done about a wait that nobody can settle, and by whom: every purpose has a way out."""

from dataclasses import dataclass

from django.urls import reverse

from reviews.models import Holder, Purpose, Wait
from reviews.waits.policies import FOLLOW_THE_SPLIT

HANDED_ON = (
    Purpose.FIRST_LOOK,
    Purpose.DESK_REVIEW,
    Purpose.SPLIT,
    Purpose.DESK_QUESTION,
    Purpose.CO_SIGNATURE,
)
"""What another desk can do as well."""


@dataclass(frozen=True)
class WayOut:
    """A sentence, and the page on which it is done; `for_admins` where an admin may do it too."""

    sentence: str
    label: str
    url: str
    for_admins: bool = False


def way_out_of(wait: Wait) -> WayOut:
    review = wait.review
    if wait.purpose == Purpose.APPROVAL:
        return WayOut(
            "A lead of another function or an admin names somebody who approves, with a reason.",
            "Name an approver",
            reverse("reviews:name_approver", args=[wait.pk]),
            for_admins=True,
        )
    if wait.holder == Holder.REQUESTER:
        return WayOut(
            "A lead of procurement or legal chooses another requester, with a reason.",
            "Choose another requester",
            reverse("reviews:change_requester", args=[review.pk]),
        )
    if wait.purpose in FOLLOW_THE_SPLIT or wait.purpose == Purpose.VENDOR_REPLY:
        return WayOut(
            "A lead of procurement or legal names who talks to the vendor.",
            "Name somebody",
            reverse("settings:routing", args=[review.pk]),
        )
    if wait.purpose in HANDED_ON:
        return WayOut(
            "A lead of procurement or legal gives it to another desk, with a reason.",
            "Give it to another desk",
            reverse("reviews:hand_on", args=[wait.pk]),
        )
    return WayOut(
        "A lead of another function or an admin names somebody who settles it, with a reason.",
        "Name somebody",
        reverse("reviews:name_settler", args=[wait.pk]),
        for_admins=True,
    )
