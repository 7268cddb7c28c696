"""Comments as a page shows them: who reads each, in words, and what the reader may do with it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from common.words import listed
from people.models import User
from reviews.comments import audiences
from reviews.comments.mentions import marked
from reviews.models import Comment, CommentAudience, CommentRevision, Review, Term
from reviews.spine import policies
from reviews.web.cards.composer import LOOKS, names_inside

SHOWN = 20
"""How many of the newest comments stand on the page of a review; the others have a page of their own."""


@dataclass(frozen=True)
class CommentItem:
    """A comment with who reads it; `own` is by the reader, `title` names the audience, `readers` its people."""

    comment: Comment
    body: str
    own: bool
    title: str
    readers: str
    tone: str
    icon: str
    may_edit: bool
    may_retract: bool
    may_release: bool
    revisions: list[tuple[CommentRevision, User]] = field(default_factory=list)

    @property
    def may_copy(self) -> bool:
        """What is meant for the vendor is copied from here into a mail."""
        return self.comment.audience == CommentAudience.VENDOR and not self.comment.retracted_at

    @property
    def has_steps(self) -> bool:
        return self.may_edit or self.may_retract or self.may_release or self.may_copy


@dataclass(frozen=True)
class Conversation:
    """The newest comments in the order of speaking; `earlier` is how many came before. `hidden` is how many privileged
    notes there are, for auditors, who read that number and no word."""

    items: list[CommentItem]
    total: int
    hidden: int = 0

    @property
    def earlier(self) -> int:
        return self.total - len(self.items)


def comments_on(review: Review, user: User) -> QuerySet[Comment]:
    """The comments of a review that the person reads, with what a page needs of each."""
    comments = Comment.objects.visible_to(user).filter(review=review)
    people = comments.select_related("author", "term__term_type", "released_by", "retracted_by", "circle")
    return people.prefetch_related("mentioned", "revisions__replaced_by")


def conversation_on(review: Review, user: User, *, term: Term | None = None) -> Conversation:
    """The newest comments on a review, or on one term of it. A fixed number of queries. Index: comment_newest."""
    comments = comments_on(review, user)
    if term:
        comments = comments.filter(term=term)
    newest = list(comments.order_by("-pk")[:SHOWN])
    items = comment_items(review, newest[::-1], user, name_term=term is None)
    return Conversation(items, comments.count(), _hidden(review, user))


def _hidden(review, user):
    if not user.is_auditor:
        return 0
    return review.comments.filter(audience=CommentAudience.PRIVILEGED).count()


@dataclass(frozen=True)
class Counted:
    """How many comments the reader sees on a term, and how many of them others wrote since the reader looked last."""

    number: int = 0
    new: int = 0


def counts_by_term(review: Review, user: User, looked_at: datetime | None = None) -> dict[int | None, Counted]:
    """The comments on each term that the person reads, by the pk of the term; None: those on the review as a whole."""
    comments = Comment.objects.visible_to(user).filter(review=review).order_by()
    is_new = Q(written_at__gt=looked_at) & ~Q(author=user) if looked_at else Q(pk=None)
    counted = comments.values_list("term").annotate(number=Count("pk"), new=Count("pk", filter=is_new))
    return {term: Counted(number, new) for term, number, new in counted}


def comment_items(
    review: Review, comments: Collection[Comment], user: User, *, name_term: bool = True
) -> list[CommentItem]:
    """What is asked of the whole page once: who is inside which circle, and whether the person talks to the vendor."""
    inside = names_inside(review) if any(comment.circle_id for comment in comments) else {}
    talks = any(comment.is_draft for comment in comments) and policies.may_talk_to_vendor(user, review)
    counsel = audiences.may_open_circle(user, review)
    items = []
    for comment in comments:
        comment.review = review
        own = comment.author_id == user.pk
        edits = not audiences.blockers_to_edit_comment(comment)
        retracts = not audiences.blockers_to_retract_comment(comment)
        items.append(
            CommentItem(
                comment=comment,
                body=body_of(comment),
                own=own,
                title=_title(comment, name_term),
                readers=listed(inside[comment.circle_id], 20) if comment.circle_id else "",
                tone=LOOKS[comment.audience][0],
                icon="send" if comment.released_at else LOOKS[comment.audience][1],
                may_edit=edits and (own or (comment.is_draft and talks)),
                may_retract=retracts and (own or (comment.is_privileged and counsel)),
                may_release=edits and comment.is_draft and talks,
                revisions=[(revision, revision.replaced_by) for revision in comment.revisions.all()],
            )
        )
    return items


def _title(comment, name_term):
    title = comment.get_audience_display()
    if comment.audience == CommentAudience.VENDOR:
        title = "Sent to the vendor" if comment.released_at else f"{title}, not sent"
    return f"{title} · {comment.term}" if name_term and comment.term_id else title


def body_of(comment: Comment) -> SafeString:
    """The words with those mentioned marked, safe for the page."""
    pieces = marked(comment.body, comment.mentioned.all()) if comment.body else []
    return mark_safe(
        "".join(
            format_html('<span class="mention">{}</span>', text) if meant else escape(text) for text, meant in pieces
        )
    )
