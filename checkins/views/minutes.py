"""Minutes: reading, confirming, sending again, as a file; and what both functions want to improve."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from checkins import policies
from checkins.actions import minutes as minutes_actions
from checkins.forms import ImprovementForm
from checkins.minutes import sheet_for
from checkins.minutes_pdf import write
from checkins.models import Meeting, Remark, RemarkKind
from checkins.views.finding import visible_meeting, visible_remark
from checkins.views.series import require_people_of_check_ins
from common.locks import locked_row
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from people.models import DeskSide

SHOWN = 200


def minutes_page(request, row):
    """What the address of a meeting shows once it is over."""
    confirmed = set(row.confirmations.values_list("side", flat=True))
    has_confirmed = row.confirmations.filter(person=request.user).exists()
    sides = [] if has_confirmed else [side for side in policies.sides_led(request.user, row) if side not in confirmed]
    context = {
        "meeting": row,
        "series": row.series,
        "sheet": sheet_for(row, request.user),
        "sides": [(side, DeskSide(side).label.lower()) for side in sides],
        "takes_part": policies.may_take_part(request.user, row),
        "today": timezone.localdate(),
    }
    return render(request, "checkins/minutes.html", context)


@require_GET
def minutes_file(request, pk):
    row = visible_meeting(request, pk)
    if not row.is_over:
        raise Http404
    sheet = sheet_for(row, request.user)
    name = f'attachment; filename="{sheet.file_name}.pdf"'
    return HttpResponse(write(sheet), content_type="application/pdf", headers={"Content-Disposition": name})


@require_POST
def minutes_confirm(request, pk):
    row = visible_meeting(request, pk)
    with refusals_as_messages(request):
        minutes_actions.confirm_minutes(row, side=request.POST.get("side", ""), by=request.user)
        messages.success(request, "Confirmed.")
    return redirect(row)


@require_POST
def minutes_send(request, pk):
    row = visible_meeting(request, pk)
    with refusals_as_messages(request):
        minutes_actions.send_minutes_again(row, by=request.user)
        messages.success(request, "On its way to everybody who comes.")
    return redirect(row)


@require_GET
def improvements(request):
    """The newest first, by quarter."""
    require_people_of_check_ins(request)
    return _improvements(request)


def _improvements(request, *, form=None, form_for=None, status=200):
    meetings = Meeting.objects.visible_to(request.user).held()
    remarks = Remark.objects.filter(kind=RemarkKind.IMPROVE, meeting__in=meetings).select_related("meeting__series")
    remarks = list(remarks.order_by("-meeting__starts_at", "pk")[:SHOWN])
    own = set(request.user.check_in_series.values_list("pk", flat=True))
    for remark in remarks:
        remark.may_say = request.user.joins_check_ins and remark.meeting.series_id in own
        remark.form = form if form_for == remark.pk else ImprovementForm(remark=remark)
    quarters = [(name, list(rows)) for name, rows in groupby(remarks, key=_quarter)]
    context = {"quarters": quarters, "form_for": form_for}
    return render(request, "checkins/improvements.html", context, status=status)


def _quarter(remark):
    day = timezone.localtime(remark.meeting.starts_at)
    return f"{day.year}, quarter {(day.month - 1) // 3 + 1}"


@require_POST
def improvement_done(request, pk):
    row = visible_remark(request, pk)
    form = ImprovementForm(request.POST, remark=row)

    def fresh():
        return ImprovementForm(remark=locked_row(row))

    with unless_changed(request, fresh, last=lambda: (None, None)):
        if form.is_valid():
            with refusals_as_messages(request):
                minutes_actions.say_what_was_done(row, **form.cleaned_data, by=request.user)
                messages.success(request, "Saved.")
                return redirect("checkins:improvements")
    return _improvements(request, form=form, form_for=row.pk, status=422)
