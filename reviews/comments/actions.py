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
from reviews.spine.stage import locked as locked_review
from reviews.spine.telling import tell

EMPTY = "Write something first."


@transaction.atomic
def comment(review, body, *, audience=CommentAudience.INTERNAL, circle=None, people=(), term=None, by):
    """Write a comment on a review, or on one term of it. What a requester writes is read by both sides.

    A privileged note goes to a `circle` that the writer is in; a lawyer may open a new one with `people` instead.
    Returns the comment.
    """
    review, body = locked_review(review), body.strip()
    if not policies.may_comment(by, review):
        raise PermissionDenied("Only the requester and the reviewers can comment here.")
    if by.pk == review.requester_id and audience != CommentAudience.PRIVILEGED:
        audience, term = CommentAudience.REQUESTER, None
    if audience == CommentAudience.PRIVILEGED:
        circle = _circle_for(review, circle, people, by)
    elif circle or people:
        raise ValidationError("Only a privileged note has a circle.")
    meant, faults = _meant(review, body, audience, circle, by)
    if faults := _faults(review, body, term) + faults:
        raise ValidationError(faults)

    written = Comment.objects.create(review=review, term=term, author=by, body=body, audience=audience, circle=circle)
    written.mentioned.set(meant)
    log(Verb.COMMENTED, written, by, **({"name": str(term)} if term and not written.is_privileged else {}))
    tell_readers(written, meant)
    return written


def _circle_for(review, circle, people, by):
    if circle is None:
        return open_circle(review, people, by=by)
    if circle.review_id != review.pk or not audiences.may_write_inside(by, circle):
        raise PermissionDenied("Only the people inside can write here.")
    return circle


def _meant(review, body, audience, circle, by):
    """(who is mentioned, what is wrong with that). In a text for the vendor an @ is only an @."""
    if audience == CommentAudience.VENDOR:
        return [], []
    return read_mentions(body, mentionable(review, audience, circle=circle, by=by))


def _faults(review, body, term):
    if not body:
        return [EMPTY]
    return policies.faults_of_length(Comment, body=body) + policies.faults_of_term(review, term)


def log(verb, written, by, **facts):
    """A line that says no word of the comment. What is privileged is logged about its circle, not about the review."""
    subject = written.circle if written.is_privileged else written.review
    kept = {
        CommentAudience.PRIVILEGED: Audience.CIRCLE,
        CommentAudience.REQUESTER: Audience.BUSINESS,
    }.get(written.audience, Audience.INTERNAL)
    record(verb, subject, by=by, audience=kept, comment=written.pk, kind=written.audience, **facts)


# --- telling ----------------------------------------------------------------------------------------


def tell_readers(written, meant):
    """Those mentioned, and those concerned; of what is privileged the circle alone, in a notice without words."""
    if written.is_privileged:
        inside = set(written.circle.readers()) - {written.author}
        _tell(inside, written, kind=NoticeKind.MENTION)
        return
    mention(written, meant)
    shared = written.audience == CommentAudience.REQUESTER
    _tell(
        _readers_to_tell(written) - set(meant),
        written,
        kind=NoticeKind.MENTION if shared else NoticeKind.NEWS,
        body=f"{written.author} wrote: {written.body}",
        mail=shared,
    )


def mention(written, meant):
    """Tell the people mentioned, once each, however often the comment is edited."""
    body = f"{written.author} mentioned you: {written.body}"
    _tell(meant, written, suffix="-mention", kind=NoticeKind.MENTION, body=body)


def _tell(people, written, *, kind, body="", suffix="", **more):
    privileged = written.is_privileged
    tell(
        people, written.review, key=f"comment-{written.pk}{suffix}", kind=kind, body=body, privileged=privileged, **more
    )


def _readers_to_tell(written):
    """Those who hold something on the review; and whom it is for: the requester, or whoever talks to the vendor."""
    review = written.review
    readers = {wait.person for wait in review.waits.open().select_related("person") if wait.person}
    readers.discard(review.requester)
    if written.audience == CommentAudience.REQUESTER:
        readers.add(review.requester)
    if written.audience == CommentAudience.VENDOR and (contact := review.responsible(Slot.VENDOR_CONTACT)):
        readers.add(contact.holder_on(review))
    return readers - {written.author, None}


# --- changing ---------------------------------------------------------------------------------------


def locked(written):
    """The comment read again, after its review, with both rows locked."""
    locked_review(written.review)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("review", "circle", "author", "term")
    return rows.get(pk=written.pk)


def blockers_from_version(written, version):
    unchanged = version is None or version == written.version
    return [] if unchanged else ["This text was changed meanwhile. Read it again first."]


@transaction.atomic
def edit_comment(written, body, *, version=None, by):
    """Put other words in place; those before stay to be read by whoever reads the comment. Returns the comment.

    `version` is that of the text which the person looked at (`Comment.version`): an edit in between is noticed.
    """
    written, body = locked(written), body.strip()
    if not audiences.may_edit_comment(by, written):
        raise PermissionDenied("Only the author can change this.")
    if blockers := audiences.blockers_to_edit_comment(written) or blockers_from_version(written, version):
        raise ValidationError(blockers)
    meant, faults = _meant(written.review, body, written.audience, written.circle, by)
    if faults := _faults(written.review, body, written.term) + faults:
        raise ValidationError(faults)
    if body == written.body:
        return written

    written.revisions.create(body=written.body, replaced_by=by)
    written.body, written.edited_at = body, timezone.now()
    written.save(update_fields=["body", "edited_at"])
    new = set(meant) - set(written.mentioned.all())
    written.mentioned.set(meant)
    log(Verb.COMMENT_EDITED, written, by)
    mention(written, new)
    return written


@transaction.atomic
def retract_comment(written, *, by):
    """Take the words back, the earlier ones and those in notices too; who said something, and when, stays."""
    written = locked(written)
    if not audiences.may_retract_comment(by, written):
        raise PermissionDenied("Only the author can take this back.")
    if blockers := audiences.blockers_to_retract_comment(written):
        raise ValidationError(blockers)

    written.body, written.retracted_at, written.retracted_by = "", timezone.now(), by
    written.save(update_fields=["body", "retracted_at", "retracted_by"])
    written.revisions.all().delete()
    written.mentioned.clear()
    if not written.is_privileged:
        told = [f"comment-{written.pk}", f"comment-{written.pk}-mention"]
        reword(told, body=f"{written.author} took this comment back.")
    log(Verb.COMMENT_RETRACTED, written, by)
    return written
