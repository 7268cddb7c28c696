"""The page of a privileged conversation: who is inside, who changed that and when, and a field to write."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.log import events_of
from common.models import Audience
from common.paging import page_by_key
from people.models import User
from reviews.comments import audiences, circles
from reviews.models import Circle
from reviews.web.cards.comments import comment_items, comments_on
from reviews.web.cards.composer import composer_of
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.comments import AddToCircleForm
from reviews.web.pages.answers import attempt, visible


def visible_circle(request, pk):
    return visible(request, Circle.objects.select_related("review__vendor", "review__requester"), pk)


@require_GET
def circle(request, pk):
    return circle_page(request, visible_circle(request, pk))


def circle_page(request, circle, *, form=None, status=200):
    """Newest first, thirty a page. Indexes: comment_newest, event_timeline."""
    page = page_by_key(comments_on(circle.review, request.user).filter(circle=circle), request, key="-pk")
    may_change = audiences.may_change_circle(request.user, circle)
    context = {
        "review": circle.review,
        "circle": circle,
        "seats": circle.members.reading(circle.review),
        "page": page,
        "items": comment_items(circle.review, page.rows, request.user),
        "composer": composer_of(circle.review, request.user, Forms(), circle=circle),
        "form": (form or AddToCircleForm(about=circle)) if may_change else None,
        "may_change": may_change,
        "events": events_of(circle, audiences=[Audience.CIRCLE])[:30],
    }
    return render(request, "reviews/comments/circle.html", context, status=status)


@require_POST
def add_to_circle(request, pk):
    circle = visible_circle(request, pk)
    form = AddToCircleForm(request.POST, about=circle)
    done = "They can read this now, from the first word on."
    if form.is_valid() and attempt(request, circles.add_to_circle, circle, **form.cleaned_data, done=done):
        return redirect("reviews:circle", pk)
    return circle_page(request, circle, form=form, status=422)


@require_POST
def take_out_of_circle(request, pk, person_pk):
    circle = visible_circle(request, pk)
    person = get_object_or_404(User.objects.filter(circle_seats__circle=circle), pk=person_pk)
    attempt(request, circles.take_out_of_circle, circle, person, done=f"{person} no longer reads this.")
    still_inside = Circle.objects.visible_to(request.user).filter(pk=pk).exists()
    return redirect("reviews:circle", pk) if still_inside else redirect(circle.review)
