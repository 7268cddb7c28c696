"""What lines of the log keep of a wait: which one, who holds it, and what is needed. Their words: reviews.sentences."""

from reviews.models import Holder, Purpose


def about(wait, *, people=(), desks=(), **facts):
    """Arguments for `record` and `line`, with further ones."""
    kept = holder(wait, "holder")
    people = {**kept.pop("people"), "for": wait.on_behalf_of_id, **dict(people)}
    desks = {**kept.pop("desks"), **dict(desks)}
    if wait.purpose == Purpose.CO_SIGNATURE:  # what is needed names a person, so it is said anew on reading
        people["drafter"] = wait.asked_by_id
    else:
        kept["needed"] = wait.needed
    return {"wait": wait.pk, "purpose": wait.purpose, **kept, "people": people, "desks": desks, **facts}


def holder(wait, role):
    """Whoever must act, in this role: a person or a desk by id; the vendor's name as it is now."""
    kept = {"people": {}, "desks": {}}
    if wait.holder == Holder.DESK:
        kept["desks"] = {role: wait.desk_id}
    elif wait.holder == Holder.VENDOR:
        kept["vendor"] = str(wait.vendor)
    else:
        kept["people"] = {role: wait.person_id}
    return kept
