"""Who reads what is said on a review, and who may say it: the four audiences and the circles.

`Comment.objects.visible_to` asks from the reader's end; `readers_of` asks the same from the other end.
"""

from django.db.models import Q, QuerySet

from people.models import DeskSide, User
from reviews.models import Circle, Comment, CommentAudience, Review, Slot, reviewers_of, seers_of
from reviews.spine import policies


def readers_of(review: Review, audience: str, circle: Circle | None = None) -> QuerySet[User]:
    """The people who read what is written to this audience now."""
    if audience == CommentAudience.PRIVILEGED:
        return circle.readers()
    return seers_of(review) if audience == CommentAudience.REQUESTER else reviewers_of(review)


# --- who may ----------------------------------------------------------------------------------------


def may_write(user: User, review: Review, audience: str) -> bool:
    """Reviewers write to all but the privileged audience, which has circles; requesters to the reviewers alone."""
    if audience == CommentAudience.REQUESTER and user.pk == review.requester_id:
        return True
    return audience != CommentAudience.PRIVILEGED and policies.may_work_on(user, review)


def may_open_circle(user: User, review: Review) -> bool:
    """Lawyers begin privileged conversations, on what others ask for."""
    return user.serves(DeskSide.LEGAL) and policies.may_work_on(user, review)


def may_write_inside(user: User, circle: Circle) -> bool:
    """Whoever is inside may answer inside: elsewhere their answer would be read by more people."""
    return circle.readers().filter(pk=user.pk).exists()


def may_change_circle(user: User, circle: Circle) -> bool:
    """Lawyers who are inside."""
    return may_open_circle(user, circle.review) and may_write_inside(user, circle)


def may_edit_comment(user: User, comment: Comment) -> bool:
    """The author; the text of a draft also whoever will send it."""
    if comment.is_privileged and not may_write_inside(user, comment.circle):
        return False
    return comment.author_id == user.pk or (comment.is_draft and policies.may_talk_to_vendor(user, comment.review))


def may_retract_comment(user: User, comment: Comment) -> bool:
    """The author; privileged notes also the lawyers inside."""
    if comment.is_privileged:
        own = comment.author_id == user.pk and may_write_inside(user, comment.circle)
        return own or may_change_circle(user, comment.circle)
    return comment.author_id == user.pk


# --- what is missing --------------------------------------------------------------------------------


def blockers_to_edit_comment(comment: Comment) -> list[str]:
    """What was taken back or sent stays as it is, and so does everything on a review that has ended."""
    if comment.retracted_at:
        return ["This was taken back: write a new comment."]
    if comment.released_at:
        return ["This was sent to the vendor and stays as it is: write a new draft."]
    return [] if comment.review.is_live else ["This review has ended, and what was said on it stays."]


def blockers_to_retract_comment(comment: Comment) -> list[str]:
    """A privileged note can be taken back even when the review has ended."""
    if comment.is_privileged and not comment.retracted_at:
        return []
    return blockers_to_edit_comment(comment)


def blockers_to_release_draft(comment: Comment) -> list[str]:
    """Only a text for the vendor is sent to the vendor, and once."""
    if comment.audience != CommentAudience.VENDOR:
        return ["Only a draft for the vendor can be sent to the vendor."]
    if comment.released_at:
        return [f"{comment.released_by} has sent this already."]
    return blockers_to_edit_comment(comment)


# --- who is proposed --------------------------------------------------------------------------------


def counsel_on(review: Review, user: User) -> QuerySet[User]:
    """The lawyers on the matter, with `user`: whom the split names, who holds something, and the leads of that desk.

    These are proposed when a circle opens; whoever opens it decides.
    """
    answer = review.responsible(Slot.LEGAL_REVIEW)
    named = Q(pk=user.pk)
    if answer:
        named |= Q(pk__in=[answer.person_id or 0, answer.backup_id or 0])
        named |= Q(memberships__team=answer.desk, memberships__is_lead=True)
    holding = review.waits.open().filter(person__isnull=False).values("person")
    lawyers = reviewers_of(review).filter(memberships__team__speaks_for=DeskSide.LEGAL)
    return lawyers.filter(named | Q(pk__in=holding)).distinct()


def met_by_requester(review: Review) -> QuerySet[User]:
    """Whom the requester has met on their request: who held something, and who wrote to them. Not the directory."""
    held = review.waits.filter(person__isnull=False).values("person")
    wrote = review.comments.filter(audience=CommentAudience.REQUESTER).values("author")
    return User.objects.filter(Q(pk__in=held) | Q(pk__in=wrote))
