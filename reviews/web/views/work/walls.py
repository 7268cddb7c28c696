"""The page of who sees a review: raising a wall, naming people, outside counsel, taking the wall down."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from reviews.models import Review
from reviews.walls import actions as walls
from reviews.walls import policies
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.walls import NamePersonForm, OutsideCounselForm, WallForm
from reviews.web.pages.answers import attempt, pressed, readable_review, workable_review


@require_GET
def named_people(request, pk):
    """Who sees this review, and the forms to change that for whoever may."""
    return people_page(request, readable_review(request, pk))


def people_page(request, review, sent=None, status=200):
    user, forms = request.user, Forms(sent)
    may_wall = policies.may_wall(user, review)
    context = {
        "review": review,
        "named": [
            (named, policies.may_remove(user, named))
            for named in review.named_people.select_related("person", "added_by", "review")
        ],
        "may_wall": may_wall,
        "wall_form": forms.take(WallForm, review, reader=user) if may_wall and not review.is_walled else None,
        "name_form": forms.take(NamePersonForm, review) if may_wall and review.is_walled else None,
        "outside_form": forms.take(OutsideCounselForm, review) if policies.may_name_outside(user, review) else None,
    }
    return render(request, "reviews/walls/named_people.html", context, status=status)


@require_POST
def wall(request, pk):
    review = workable_review(request, pk)
    form = WallForm(request.POST, about=review, reader=request.user)
    return _sent(request, review, form, walls.wall, done="From now on it exists for the people named, and nobody else.")


@require_POST
def name_person(request, pk):
    review = workable_review(request, pk)
    form = NamePersonForm(request.POST, about=review)
    return _sent(request, review, form, walls.name_person, done="They see the review now, and are told.")


@require_POST
def name_outside_counsel(request, pk):
    review = workable_review(request, pk)
    form = OutsideCounselForm(request.POST, about=review)
    done = "They see this review until that day, and nothing else. They are told."
    return _sent(request, review, form, walls.name_outside_counsel, done=done)


def _sent(request, review, form, action, *, done):
    if form.is_valid() and attempt(request, action, review, **form.cleaned_data, done=done):
        return redirect("reviews:named_people", review.pk)
    return people_page(request, review, sent=form, status=422)


@require_POST
def remove_person(request, pk, named_pk):
    review = workable_review(request, pk)
    named = get_object_or_404(review.named_people.select_related("review", "person"), pk=named_pk)
    attempt(request, walls.remove_person, named, done=f"{named.person} no longer sees this review.")
    still_seen = Review.objects.visible_to(request.user).filter(pk=review.pk).exists()
    return redirect("reviews:named_people", review.pk) if still_seen else redirect("reviews:review_list")


@require_POST
def take_wall_down(request, pk):
    review = workable_review(request, pk)
    return pressed(request, review, walls.take_wall_down, review, done="Everybody concerned sees the review again.")
