"""What is left to set up, what is put aside, and a mail to oneself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.models import PutAside
from notices.actions import Pace, notify
from notices.models import Notice, NoticeKind
from operations.admins import require_admin
from operations.health import latest_report
from operations.setup.steps import STEPS, TEST_MAIL, stands
from reviews.rules.health import checks

KEYS = {step.key for step in STEPS}


@require_GET
def set_up(request):
    """Steps that are open, put aside, done; and what the checks of health find."""
    require_admin(request)
    rows = stands()
    findings = [(check, len(check.findings)) for check in checks() if check.findings]
    context = {
        "open": [row for row in rows if row.is_open],
        "aside": [row for row in rows if row.is_aside and not row.is_done],
        "done": [row for row in rows if row.is_done],
        "number": len(rows),
        "findings": findings,
        "troubles": [(name, state) for name, state in latest_report.get().items() if state != "ok"],
    }
    return render(request, "operations/setup/set_up.html", context)


@require_POST
def put_aside(request, key):
    """Leave a step out for now; it stays on the page, below."""
    _require_step(request, key)
    PutAside.objects.get_or_create(key=key, defaults={"by": request.user})
    messages.success(request, "Put aside for now. It stays on this page, below.")
    return redirect("settings_set_up")


@require_POST
def take_up(request, key):
    _require_step(request, key)
    PutAside.objects.filter(key=key).delete()
    messages.success(request, "It is back on the list.")
    return redirect("settings_set_up")


def _require_step(request, key):
    require_admin(request)
    if key not in KEYS:
        raise Http404


@require_http_methods(["GET", "POST"])
def test_mail(request):
    """A mail to whoever asks for it, through everything that each mail passes; and what became of the last one."""
    require_admin(request)
    mine = Notice.objects.filter(recipient=request.user, key__startswith=TEST_MAIL).order_by("-pk")
    if request.method == "POST":
        notify(
            [request.user],
            key=f"{TEST_MAIL}{timezone.now():%Y%m%d%H%M%S%f}",
            kind=NoticeKind.NEWS,
            title="A test from Duet",
            body="If you read this as a mail, mails go out. Nobody has to do anything.",
            url=reverse("settings_test_mail"),
            pace=Pace.URGENT,
        )
        messages.success(request, f"A mail to {request.user.email} is on its way. Reload this page in a moment.")
        return redirect("settings_test_mail")
    return render(request, "operations/setup/test_mail.html", {"last": mine.first()})
