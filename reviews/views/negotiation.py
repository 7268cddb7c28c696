"""Talking to the vendor: the joint position, sending it, and what comes back."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from reviews import actions
from reviews.pages.joint_position import joint_position_context
from reviews.reply_forms import ReplyForm
from reviews.views.answers import pressed, sent, visible_review, workable_review


@require_GET
def joint_position(request, pk):
    """The consolidated list of both sides, to print or to copy."""
    review = workable_review(request, pk)
    return render(request, "reviews/joint_position.html", joint_position_context(review))


@require_POST
def send_to_vendor(request, pk):
    review = visible_review(request, pk)
    done = f"Noted: our joint position is with {review.vendor}."
    return pressed(request, review, actions.send_to_vendor, review, done=done)


@require_POST
def request_approval(request, pk):
    review = visible_review(request, pk)
    return pressed(request, review, actions.request_approval, review, done="Final approval is asked for.")


@require_POST
def record_reply(request, pk):
    review = visible_review(request, pk)
    form = ReplyForm(request.POST, about=review)
    done = f"The reply of {review.vendor} is noted."
    return sent(request, review, form, actions.record_vendor_reply, review, done=done)
