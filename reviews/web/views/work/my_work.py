"""My work: one page for everything that somebody holds or owes."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from reviews.web.cards.queue import HEAD
from reviews.web.pages.answers import require_reviewer
from reviews.web.pages.my_work import my_work_of
from reviews.web.pages.promised import promised_by


@require_GET
def my_work(request):
    """Across desks, most pressing first. Indexes: wait_queue_of_person, wait_asked_by."""
    require_reviewer(request)
    context = {"work": my_work_of(request.user, timezone.now()), "head": HEAD, "promised": promised_by(request.user)}
    return render(request, "reviews/queue/my_work.html", context)
