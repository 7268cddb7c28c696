"""Comments on a review as a whole."""

from django.views.decorators.http import require_POST

from reviews import actions, policies
from reviews.forms import CommentForm, RequesterCommentForm
from reviews.views.answers import sent, visible_review


@require_POST
def comment(request, pk):
    """A requester's comment is always for both sides; a reviewer chooses."""
    review = visible_review(request, pk)
    form_class = CommentForm if policies.may_work_on(request.user, review) else RequesterCommentForm
    form = form_class(request.POST, about=review)
    return sent(request, review, form, actions.comment, review, done="Your comment is there.", part="comments")
