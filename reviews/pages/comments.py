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


def comment_item(comment, reader):
    """With the name of its term where it is about one; fetch `term__term_type` along."""
    shared = comment.audience == CommentAudience.REQUESTER
    audience = comment.get_audience_display()
    return CommentItem(
        comment=comment,
        own=comment.author_id == reader.pk,
        audience=f"{audience} · {comment.term}" if comment.term else audience,
        icon="eye" if shared else "lock",
    )
