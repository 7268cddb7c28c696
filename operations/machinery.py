"""Settings pages that belong to no app: where to find what, and how the machinery does. For admins."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from contracts.waiting import unread_papers
from notices import machinery as outbox_state
from notices.models import Bundle, Notice, Post
from operations.admins import require_admin
from operations.health import latest_report
from people.models import AccountMail

PARKED_SHOWN = 50
PARTS = {
    "broker": "Message broker",
    "worker": "Background worker",
    "beat": "Scheduler",
    "reader": "Worker for documents",
    "poster": "Worker for channels",
    "disk": "Room for files",
}


@require_GET
def settings_home(request):
    require_admin(request)
    return render(request, "settings/home.html")


@require_GET
def machinery(request):
    """What is parked shows to whom and why, never what it says: an admin does not read content."""
    require_admin(request)
    context = {
        "parts": [
            (PARTS.get(name, name.capitalize()), "" if state == "ok" else state)
            for name, state in latest_report.get().items()
        ],
        "heartbeats": outbox_state.heartbeats(),
        "queues": outbox_state.outboxes(),
        "papers": unread_papers(),
        "parked": [
            *(("account_mails", row) for row in AccountMail.objects.parked()[:PARKED_SHOWN]),
            *(("notices", row) for row in Notice.objects.parked().select_related("recipient")[:PARKED_SHOWN]),
            *(("bundles", row) for row in Bundle.objects.parked().select_related("recipient")[:PARKED_SHOWN]),
            *(("posts", row) for row in Post.objects.parked().select_related("webhook__team")[:PARKED_SHOWN]),
        ],
    }
    return render(request, "operations/machinery.html", context)


@require_POST
def send_again(request, kind, pk):
    """Put one parked row of an outbox back in the queue."""
    require_admin(request)
    if kind not in outbox_state.OUTBOXES:
        raise Http404
    if outbox_state.send_again(kind, pk, by=request.user):
        messages.success(request, "It is back in the queue and goes out in a moment.")
    else:
        messages.error(request, "It is not parked any more.")
    return redirect("settings_machinery")
