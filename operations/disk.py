"""The disk for files: how full it is, of what, how it grows, and how much may be kept. For admins and operators.

Sizes, kinds and people, never a title or a file: who looks after the machine does not read content.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.later import later
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from contracts.actions.limits import MOST, choose_limits, least_of
from contracts.models import DiskMeasure, DocumentKind, DocumentVersion, FileLimits
from contracts.quotas import disk_warning, room
from operations.admins import require_admin
from people.models import User

BIGGEST = 20
LONG = 104  # weeks


class LimitsForm(forms.Form):
    """The numbers of `FileLimits`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FileLimits.CHOSEN:
            column = FileLimits._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=column.verbose_name.capitalize(),
                min_value=least_of(name),
                max_value=MOST,
                help_text=column.help_text,
            )


def _limits_form():
    FileLimits.objects.select_for_update().first()
    return LimitsForm(initial=FileLimits.now().chosen)


@require_GET
def disk(request):
    require_admin(request)
    return render(request, "operations/disk.html", disk_facts())


@require_http_methods(["GET", "POST"])
def disk_limits(request):
    """How many files there may be, and when there is too little room for more."""
    require_admin(request)
    limits = FileLimits.now()
    form = LimitsForm(request.POST or None, initial=limits.chosen)
    with unless_changed(request, _limits_form, last=lambda: (limits.saved_by, limits.saved_at)):
        if form.is_valid():
            with refusals_as_messages(request):
                choose_limits(**form.cleaned_data, by=request.user)
                messages.success(request, "Saved. It holds for every file from now on.")
                return redirect("settings_disk")
    context = {"form": form, "history": FileLimits.objects.select_related("saved_by")[:20]}
    return render(request, "operations/disk_limits.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def disk_look(request):
    """Have the disk looked through now, in place of at the next full hour."""
    require_admin(request)
    later("contracts.tasks.look_after_disk", expires=600)
    messages.success(request, "The disk is being looked through. Open the page again in a minute.")
    return redirect("settings_disk")


@dataclass(frozen=True)
class Part:
    """One thing that takes room: bytes, how many of it, and its part of what is used, in percent."""

    label: str
    bytes: int
    count: int | None = None
    percent: int = 0

    @property
    def has_count(self):
        return self.count is not None


def disk_facts():
    """What the page and the API say of the disk. A fixed number of queries."""
    now, limits = room(), FileLimits.now()
    latest = DiskMeasure.objects.first()
    full_in = weeks_until_full(latest, now.free - limits.stop_bytes) if latest else None
    return {
        "room": now,
        "percent": round(100 * now.used / now.total) if now.total else 0,
        "limits": limits,
        "warning": disk_warning(limits),
        "measure": latest,
        "parts": _parts(latest, now) if latest else [],
        "kinds": _kinds(latest) if latest else [],
        "people": _people(latest) if latest else [],
        "weeks": _weeks(latest) if latest else [],
        "full_in": full_in,
        "outlook": outlook(full_in),
        "biggest": _biggest(),
    }


def _parts(measure, now):
    rest = max(now.used - measure.documents - measure.pictures - measure.leftovers, 0)
    parts = [
        ("Documents", measure.documents, measure.documents_count),
        ("Pictures of pages", measure.pictures, None),
        ("Left over, named by no row", measure.leftovers, measure.leftovers_count),
        ("Everything else on this disk", rest, None),
    ]
    return [Part(label, size, count, round(100 * size / now.used) if now.used else 0) for label, size, count in parts]


def _kinds(measure):
    labels = dict(DocumentKind.choices)
    return [Part(labels.get(kind, kind), size, count) for kind, size, count in measure.details.get("kinds", [])]


def _people(measure):
    rows = measure.details.get("people", [])
    names = dict(User.objects.filter(pk__in=[pk for pk, _, _ in rows]).values_list("pk", "name"))
    return [Part(names[pk], size, count) for pk, size, count in rows if pk in names]


def _weeks(measure):
    return [(parse_date(day), Part("", size, count)) for day, size, count in measure.details.get("weeks", [])]


def weeks_until_full(measure, left):
    """In how many weeks, at the pace of the last four, no file is taken any more; None without any pace."""
    pace = sum(size for _, size, _ in measure.details.get("weeks", [])[:4]) / 4
    return max(int(left / pace), 0) if pace else None


def outlook(weeks):
    """How long the room lasts, as a sentence."""
    if weeks is None:
        return "Nothing came in lately."
    lasts = "years" if weeks > LONG else f"about {weeks} week{'' if weeks == 1 else 's'} more"
    return f"At the pace of the last four weeks there is room for {lasts}."


def _biggest():
    """Index: version_biggest."""
    versions = DocumentVersion.objects.select_related("uploaded_by", "document").order_by("-size", "pk")[:BIGGEST]
    return [
        {
            "kind": version.document.get_kind_display(),
            "version": version.number,
            "bytes": version.size,
            "by": version.uploaded_by.name,
            "at": version.uploaded_at,
        }
        for version in versions
    ]
