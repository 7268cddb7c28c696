"""My requests, and the two ways to begin one."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from common.paging import page_by_key
from intake import actions
from intake.forms import HeadsUpForm
from intake.models import IntakeRequest, RequestType
from intake.views.drafts import known_vendors
from reviews.models import Holder, Review, Wait
from reviews.pure.stages import Stage
from reviews.waits.clocks import Calendars
from reviews.waits.status import Status, status_of, with_status
from vendors import meant

DRAFTS_SHOWN = 5
NEEDS_SHOWN = 20

TONES = {"We need you": "warning", "Being looked at": "info", "Almost there": "info", "Done": "success"}


@dataclass(frozen=True)
class Row:
    """One line of the list: the review, its status in plain words, the draft behind a heads-up."""

    review: Review
    status: Status
    tone: str
    draft: IntakeRequest | None


@require_GET
def request_list(request):
    """What needs the requester, their drafts, then everything they asked for. Indexes: wait_queue_of_person,
    intake_request_by_requester, review_by_requester."""
    drafts = IntakeRequest.objects.visible_to(request.user).private().select_related("request_type")
    if request.GET.get("show") == "drafts":
        page = page_by_key(drafts, request, key="-pk")
        return render(request, "intake/draft_list.html", {"page": page})
    needs = _needs(request.user)
    reviews = with_status(Review.objects.filter(requester=request.user)).select_related("intake_request")
    page = page_by_key(reviews.exclude(pk__in=[need.review_id for need in needs]), request, key="-pk")
    newest = [] if page.newer_url else list(drafts.order_by("-pk")[: DRAFTS_SHOWN + 1])
    context = {
        "needs": needs,
        "drafts": newest[:DRAFTS_SHOWN],
        "more_drafts": len(newest) > DRAFTS_SHOWN,
        "page": page,
        "rows": _rows(page.rows),
    }
    return render(request, "intake/request_list.html", context)


@require_GET
def new(request):
    return render(request, "intake/new.html", {"request_types": RequestType.objects.filter(is_active=True)})


@require_http_methods(["GET", "POST"])
def heads_up(request):
    """Given with one press; where an amount or a day was read in other words than typed, it is shown first."""
    data, is_another = meant.answered(request.POST, "vendor_name")
    form = HeadsUpForm(data or None, request_types=RequestType.objects.filter(is_active=True))
    if form.is_valid() and not form.has_unseen_readings(request.POST.get("readings_seen", "")):
        try:
            given = actions.give_heads_up(**form.cleaned_data, is_another_vendor=is_another, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, f"Procurement and legal both have a first look now. This is {given.review.reference}."
            )
            return redirect(given.review)
    asks = form.is_bound and not is_another
    may_mean = meant.meant_by(data.get("vendor_name", ""), by=request.user) if asks else []
    status = 422 if form.is_bound else 200
    return render(
        request,
        "intake/heads_up.html",
        {"form": form, "may_mean": may_mean, "known_vendors": known_vendors(request.user)},
        status=status,
    )


def _needs(user):
    """Waits on this person as a requester. Completing a heads-up is no hurry and stays in the list."""
    waits = Wait.objects.open().filter(person=user, holder=Holder.REQUESTER).exclude(review__stage=Stage.HEADS_UP)
    return list(waits.with_names()[:NEEDS_SHOWN])


def _rows(reviews):
    calendars = Calendars()
    return [_row(review, calendars) for review in reviews]


def _row(review, calendars):
    status = status_of(review, plain=True, calendars=calendars)
    draft = review.intake_request if review.stage == Stage.HEADS_UP else None
    return Row(review, status, TONES.get(status.where, "neutral"), draft)
