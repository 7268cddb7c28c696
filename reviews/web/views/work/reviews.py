"""Reviews: the list, one review, and its whole timeline."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from common.log import events_of
from common.models import READ_BY_DESKS, Audience
from common.paging import page_by_key
from reviews.models import Review
from reviews.spine import policies
from reviews.waits.status import with_status
from reviews.web.cards.reviews import review_rows
from reviews.web.forms.filters import ReviewFilter
from reviews.web.pages.answers import require_reviewer, review_page, visible_review


@require_GET
def review_list(request):
    """Newest first, thirty a page. Indexes: primary key, those of `few_reviews_of`, review_by_stage, review_by_kind,
    review_by_vendor; for a search, those of `filters.reviews_about`."""
    require_reviewer(request, or_auditor=True)
    narrowed = ReviewFilter(request.GET, Review.objects.for_list(request.user), user=request.user)
    page = page_by_key(with_status(Review.objects.all()), request, key="-pk", parts=narrowed.narrowed_parts)
    now = timezone.now()
    context = {
        "filter": narrowed,
        "page": page,
        "rows": review_rows(page.rows, now),
        "vendor": narrowed.form.cleaned_data.get("vendor"),
        "is_narrowed": any(narrowed.form.cleaned_data.values()),
        "may_see_nobody": policies.may_look_for_lost_reviews(request.user),
    }
    return render(request, "reviews/review_list.html", context)


@require_GET
@vary_on_headers("HX-Request", "HX-Target")
def review(request, pk):
    return review_page(request, pk)


@require_GET
def timeline(request, pk):
    """Everything that happened on a review, newest first. Index: event_timeline."""
    review = visible_review(request, pk)
    reads = policies.may_read_on(request.user, review)
    events = events_of(review, audiences=READ_BY_DESKS if reads else [Audience.BUSINESS])
    context = {"review": review, "page": page_by_key(events, request, key="-pk"), "show_audience": reads}
    return render(request, "reviews/timeline.html", context)
