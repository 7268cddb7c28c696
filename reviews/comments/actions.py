"""Writing comments, changing one's own, and taking them back. Who reads what: reviews.comments.audiences."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from notices.actions import reword
from notices.models import NoticeKind
from reviews.comments import audiences
from reviews.comments.circles import open_circle
from reviews.comments.mentions import mentionable, read_mentions
from reviews.models import Comment, CommentAudience, Slot
from reviews.pure.verbs import Verb
from reviews.spine import policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell

EMPTY = "Write something first."


@transaction.atomic
def comment(review, body, *, audience=CommentAudience.INTERNAL, circle=None, people=(), term=None, by):
    """Write a comment on a review, or on one term of it. What a requester writes, all reviewers read.

    A privileged note goes to a `circle` that the writer is in; a lawyer may open a new one with `people` instead.
    Returns the comment.
    """
    review, body = locked(review), body.strip()
    if not policies.may_comment(by, review):
        raise PermissionDenied("Only the requester and the reviewers can comment here.")
    if by.pk == review.requester_id and audience != CommentAudience.PRIVILEGED:
        audience, term = CommentAudience.REQUESTER, None
    if audience == CommentAudience.PRIVILEGED:
        circle = _circle_for(review, circle, people, by)
    elif circle or people:
        raise ValidationError("Only a privileged note has a circle.")
    mentioned, faults = _mentioned(review, body, audience, circle, by)
    if faults := _faults(review, body, term) + faults:
        raise ValidationError(faults)

    written = Comment.objects.create(review=review, term=term, author=by, body=body, audience=audience, circle=circle)
    written.mentioned.set(mentioned)
    log(Verb.COMMENTED, written, by, **({"name": str(term)} if term and not written.is_privileged else {}))
    tell_readers(written, mentioned)
    return written


def _circle_for(review, circle, people, by):
    if circle is None:
        return open_circle(review, people, by=by)
    if circle.review_id != review.pk or not audiences.may_write_inside(by, circle):
        raise PermissionDenied("Only the people inside can write here.")
    return circle


def _mentioned(review, body, audience, circle, by):
    """(who is mentioned, what is wrong with that). In a text for the vendor an @ is only an @."""
    if audience == CommentAudience.VENDOR:
        return [], []
    return read_mentions(body, mentionable(review, audience, circle=circle, by=by))


def _faults(review, body, term):
    if not body:
        return [EMPTY]
    return policies.faults_of_length(Comment, body=body) + policies.faults_of_term(review, term)


def log(verb, comment, by, **facts):
    """A line that says no word of the comment. What is privileged is logged about its circle, not about the review."""
    subject = comment.circle if comment.is_privileged else comment.review
    kept = {
        CommentAudience.PRIVILEGED: Audience.CIRCLE,
        CommentAudience.REQUESTER: Audience.BUSINESS,
    }.get(comment.audience, Audience.INTERNAL)
    record(verb, subject, by=by, audience=kept, comment=comment.pk, kind=comment.audience, **facts)


# --- telling ----------------------------------------------------------------------------------------


def tell_readers(comment, mentioned):
    """Those mentioned, and those concerned; of what is privileged the circle alone, in a notice without words."""
    if comment.is_privileged:
        inside = set(comment.circle.readers()) - {comment.author}
        _tell(inside, comment, kind=NoticeKind.MENTION)
        return
    mention(comment, mentioned)
    shared = comment.audience == CommentAudience.REQUESTER
    _tell(
        _readers_to_tell(comment) - set(mentioned),
        comment,
        kind=NoticeKind.MENTION if shared else NoticeKind.NEWS,
        body=f"{comment.author} wrote: {comment.body}",
        mail=shared,
    )


def mention(comment, mentioned):
    """Tell the people mentioned, once each, however often the comment is edited."""
    body = f"{comment.author} mentioned you: {comment.body}"
    _tell(mentioned, comment, suffix="-mention", kind=NoticeKind.MENTION, body=body)


def _tell(people, comment, *, kind, body="", suffix="", **more):
    privileged = comment.is_privileged
    key = f"comment-{comment.pk}{suffix}"
    tell(people, comment.review, key=key, kind=kind, body=body, privileged=privileged, about=comment, **more)


def _readers_to_tell(comment):
    """Those who hold something on the review; and whom it is for: the requester, or whoever talks to the vendor."""
    review = comment.review
    readers = {wait.person for wait in review.waits.open().select_related("person") if wait.person}
    readers.discard(review.requester)
    if comment.audience == CommentAudience.REQUESTER:
        readers.add(review.requester)
    if comment.audience == CommentAudience.VENDOR and (contact := review.responsible(Slot.VENDOR_CONTACT)):
        readers.add(contact.holder_on(review))
    return readers - {comment.author, None}


# --- changing ---------------------------------------------------------------------------------------


def blockers_from_version(comment, version):
    """What is in the way if `version` is not the newest, of which the person read the text. None is not compared."""
    unchanged = version is None or version == comment.version
    return [] if unchanged else ["This text was changed meanwhile. Read it again first."]


@transaction.atomic
def edit_comment(comment, body, *, version=None, by):
    """Put other words in place; those before stay to be read by whoever reads the comment. Returns the comment.

    `version` is that of the text which the person looked at (`Comment.version`): an edit in between is noticed.
    """
    comment, body = locked(comment), body.strip()
    if not audiences.may_edit_comment(by, comment):
        raise PermissionDenied("Only the author can change this.")
    if blockers := audiences.blockers_to_edit_comment(comment) or blockers_from_version(comment, version):
        raise ValidationError(blockers)
    mentioned, faults = _mentioned(comment.review, body, comment.audience, comment.circle, by)
    if faults := _faults(comment.review, body, comment.term) + faults:
        raise ValidationError(faults)
    if body == comment.body:
        return comment

    comment.revisions.create(body=comment.body, replaced_by=by)
    comment.body, comment.edited_at = body, timezone.now()
    comment.save(update_fields=["body", "edited_at"])
    new = set(mentioned) - set(comment.mentioned.all())
    comment.mentioned.set(mentioned)
    log(Verb.COMMENT_EDITED, comment, by)
    mention(comment, new)
    return comment


@transaction.atomic
def retract_comment(comment, *, by):
    """Take the words back, the earlier ones and those in notices too; who said something, and when, stays."""
    comment = locked(comment)
    if not audiences.may_retract_comment(by, comment):
        raise PermissionDenied("Only the author can take this back.")
    if blockers := audiences.blockers_to_retract_comment(comment):
        raise ValidationError(blockers)

    comment.body, comment.retracted_at, comment.retracted_by = "", timezone.now(), by
    comment.save(update_fields=["body", "retracted_at", "retracted_by"])
    comment.revisions.all().delete()
    comment.mentioned.clear()
    if not comment.is_privileged:
        keys = [f"comment-{comment.pk}", f"comment-{comment.pk}-mention"]
        reword(keys, body=f"{comment.author} took this comment back.")
    log(Verb.COMMENT_RETRACTED, comment, by)
    return comment
