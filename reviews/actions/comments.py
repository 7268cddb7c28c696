"""Writing comments."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from people.log import record
from people.models import Audience, NoticeKind
from reviews import policies
from reviews.actions.telling import tell
from reviews.models import Comment, CommentAudience
from reviews.verbs import Verb


@transaction.atomic
def comment(review, body, *, audience=CommentAudience.INTERNAL, term=None, by):
    """Write a comment on a review, or on one term of it. What a requester writes is read by both sides.

    Returns the comment.
    """
    if not policies.may_comment(by, review):
        raise PermissionDenied("Only the requester and the reviewers can comment here.")
    if by.pk == review.requester_id:
        audience, term = CommentAudience.REQUESTER, None
    if faults := _faults(review, body.strip(), term):
        raise ValidationError(faults)

    written = Comment.objects.create(review=review, term=term, author=by, body=body.strip(), audience=audience)
    shared = audience == CommentAudience.REQUESTER
    record(
        Verb.COMMENTED,
        review,
        by=by,
        summary=f"commented on “{term}”" if term else "wrote a comment",
        audience=Audience.BUSINESS if shared else Audience.INTERNAL,
        comment=written.pk,
    )
    tell(
        _readers_to_tell(review, written),
        review,
        key=f"comment-{written.pk}",
        kind=NoticeKind.MENTION,
        body=f"{by} wrote: {written.body}",
        mail=shared,
    )
    return written


def _faults(review, body, term):
    if not body:
        return ["Write something first."]
    return policies.faults_of_length(Comment, body=body) + policies.faults_of_term(review, term)


def _readers_to_tell(review, written):
    """The people who hold something on the review, and the requester where the comment is for them too."""
    readers = {wait.person for wait in review.waits.open().select_related("person") if wait.person}
    readers.discard(review.requester)
    if written.audience == CommentAudience.REQUESTER:
        readers.add(review.requester)
    return readers - {written.author}
