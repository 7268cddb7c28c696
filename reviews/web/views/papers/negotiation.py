"""Talking to the vendor: the joint position, sending it, and what comes back."""

from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from reviews.negotiation import actions as negotiation
from reviews.web.forms.reply import ReplyForm
from reviews.web.pages.answers import pressed, readable_review, sent, visible_review
from reviews.web.pages.joint_position import joint_position_context


@require_GET
def joint_position(request, pk):
    """The consolidated list of both sides, to print or to copy."""
    review = readable_review(request, pk)
    return render(request, "reviews/negotiation/joint_position.html", joint_position_context(review))


@require_POST
def send_to_vendor(request, pk):
    review = visible_review(request, pk)
    done = f"Noted: our joint position is with {review.vendor}."
    return pressed(request, review, negotiation.send_to_vendor, review, done=done)


@require_POST
def request_approval(request, pk):
    review = visible_review(request, pk)
    return pressed(request, review, negotiation.request_approval, review, done="Final approval is asked for.")


@require_POST
def record_reply(request, pk):
    review = visible_review(request, pk)
    form = ReplyForm(request.POST, about=review)
    done = f"The reply of {review.vendor} is noted."
    return sent(request, review, form, negotiation.record_vendor_reply, review, done=done)
