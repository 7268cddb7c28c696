"""Comments as a page shows them, their audience in words."""

from dataclasses import dataclass

from reviews.models import Comment, CommentAudience


@dataclass(frozen=True)
class CommentItem:
    """A comment with who reads it; `own` is by the reader."""

    comment: Comment
    own: bool
    audience: str
    icon: str


def comment_item(comment, reader, *, name_term=True):
    """Names the term that it is about, if any, except on the card of that very term; fetch `term__term_type` along."""
    shared = comment.audience == CommentAudience.REQUESTER
    audience = comment.get_audience_display()
    return CommentItem(
        comment=comment,
        own=comment.author_id == reader.pk,
        audience=f"{audience} · {comment.term}" if name_term and comment.term_id else audience,
        icon="eye" if shared else "lock",
    )
