"""The value ledger: all of it, one entry, and what a review has brought about."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.paging import page_by_key
from common.sheets.lines import first_line, line
from reviews.models import Review, ValueEntry
from reviews.value import ledger, policies
from reviews.value.suggested import suggestions_for
from reviews.value.totals import HEAD, number_to_check, rows_for_sheet, totals_of
from reviews.web.forms.value import EndForm, ValueFilter, ValueForm
from reviews.web.pages.answers import readable_review, visible


def require_ledger(user):
    """Whoever looks through the lists of reviews; outside counsel is named on single ones."""
    if not user.reads_lists or user.is_outside:
        raise PermissionDenied("The value ledger is for the people who review requests, and for auditors.")


@require_GET
def value_list(request):
    """Newest first, thirty a page. Indexes: primary key, value_by_state, value_by_kind."""
    require_ledger(request.user)
    entries = ValueEntry.objects.visible_to(request.user)
    narrowed = ValueFilter(request.GET)
    shown = narrowed.narrow(entries).select_related("review__vendor", "noted_by")
    context = {
        "filter": narrowed,
        "page": page_by_key(shown, request, key="-pk"),
        "groups": totals_of(entries),
        "to_check": number_to_check(entries) if request.user.checks_value else 0,
    }
    context["rows"] = [(entry, ledger.measure_in_words(entry)) for entry in context["page"].rows]
    return render(request, "reviews/value/ledger.html", context)


@require_GET
def value_export(request):
    """What the filters leave, as CSV, row by row."""
    require_ledger(request.user)
    entries = ValueFilter(request.GET).narrow(ValueEntry.objects.visible_to(request.user))
    rows = rows_for_sheet(entries.select_related("review", "noted_by").order_by("-pk").iterator(500))
    lines = (line(cells) for cells in rows)
    response = StreamingHttpResponse(_with_head(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="value-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def _with_head(lines):
    yield first_line(HEAD)
    yield from lines


@require_GET
def value(request, pk):
    """One entry, with what shows it, and the buttons of whoever may use them."""
    return _entry_page(request, _visible(request, pk), EndForm())


@require_GET
def value_of_review(request, pk):
    """What a review has brought about, and what could be noted."""
    review = _readable(request, pk)
    may_note = policies.may_note_value(request.user, review)
    entries = review.values.visible_to(request.user).select_related("noted_by", "ended_by")
    context = {
        "review": review,
        "rows": [(entry, ledger.measure_in_words(entry)) for entry in entries],
        "suggestions": suggestions_for(review) if may_note else [],
        "may_note": may_note,
    }
    return render(request, "reviews/value/of_review.html", context)


@require_http_methods(["GET", "POST"])
def value_note(request, pk):
    """Note one thing; a suggestion fills in what it knows, by the address."""
    review = _readable(request, pk)
    if not policies.may_note_value(request.user, review):
        raise PermissionDenied(policies.WHO_NOTES)
    initial = {name: request.GET[name] for name in ValueForm.base_fields if name in request.GET}
    form = ValueForm(request.POST or None, review=review, initial=initial)
    if form.is_valid():
        try:
            entry = ledger.note_value(review, **form.facts, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            done = "Noted. Somebody of a desk that checks amounts confirms it." if entry.amount else "Noted."
            messages.success(request, done)
            return redirect("reviews:value_of_review", review.pk)
    status = 422 if form.errors else 200
    return render(request, "reviews/value/note.html", {"review": review, "form": form}, status=status)


@require_POST
def value_confirm(request, pk):
    return _end(request, pk, ledger.confirm_value, "Confirmed.")


@require_POST
def value_reject(request, pk):
    return _end(request, pk, ledger.reject_value, "Rejected. Whoever noted it is told why.")


@require_POST
def value_withdraw(request, pk):
    return _end(request, pk, ledger.withdraw_value, "Taken back.")


def _end(request, pk, action, done):
    entry = _visible(request, pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            action(entry, why=form.cleaned_data["why"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, done)
            return redirect(entry)
    return _entry_page(request, entry, form, status=422)


def _entry_page(request, entry, form, *, status=200):
    context = {
        "entry": entry,
        "form": form,
        "measure": ledger.measure_in_words(entry),
        "reads_review": Review.objects.visible_to(request.user).filter(pk=entry.review_id).exists(),
        "may_check": entry.is_open
        and policies.may_check_value(request.user, entry)
        and not policies.blockers_to_check(entry),
        "may_withdraw": entry.is_open and policies.may_withdraw_value(request.user, entry),
    }
    return render(request, "reviews/value/entry.html", context, status=status)


def _readable(request, pk):
    """A review from the side of those who work on it; outside counsel reads no figures."""
    if request.user.is_outside:
        raise Http404
    return readable_review(request, pk)


def _visible(request, pk):
    if request.user.is_outside:
        raise Http404
    joined = "review__vendor", "noted_by", "ended_by", "term__term_type", "shown_by"
    return visible(request, ValueEntry.objects.select_related(*joined), pk)
