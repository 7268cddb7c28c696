"""The living style guide at /styleguide/: every component in every state, with invented data. Never in production."""

import datetime
from types import SimpleNamespace as Sample

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from djmoney.money import Money

TONES = ("neutral", "info", "success", "warning", "danger")
SIDES = ("commercial", "legal", "privacy", "security", "finance", "shared")


class SampleForm(forms.Form):
    """One field of each kind that Duet's forms use."""

    title = forms.CharField(label="What do you need?", help_text="A few words that your colleagues will recognise.")
    reason = forms.CharField(label="Why do you need it?", widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label="Kind of request",
        choices=[("", "Please choose"), ("software", "New software vendor"), ("nda", "NDA")],
    )
    needed_by = forms.DateField(label="Needed by", widget=forms.DateInput(attrs={"type": "date"}))
    data = forms.ChoiceField(
        label="Does it handle personal data?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    regions = forms.MultipleChoiceField(
        label="Where will it be used?",
        choices=[("eu", "European Union"), ("uk", "United Kingdom")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="The budget is approved")


@login_not_required
def styleguide(request):
    return render(request, "components/styleguide.html", sample_context())


def sample_context():
    now = timezone.now()
    anna = Sample(name="Anna Kowalska", initials="AK", first_name="Anna")
    bruno = Sample(name="Bruno Marini", initials="BM", first_name="Bruno")
    return {
        "tones": TONES,
        "sides": SIDES,
        "anna": anna,
        "bruno": bruno,
        "now": now,
        "moments": [now, now - datetime.timedelta(hours=3), now + datetime.timedelta(days=2)],
        "days": [
            now.date(),
            now.date() + datetime.timedelta(days=1),
            now.date() + datetime.timedelta(days=38),
        ],
        "amounts": [Money(48000, "EUR"), Money("1299.50", "USD"), None],
        "business_day_counts": [0.1, 0.5, 1, 1.5, 3],
        "form": SampleForm(),
        "wrong_form": SampleForm({"wrong-kind": "boat", "wrong-needed_by": "soon"}, prefix="wrong"),
        "steps": sample_steps(),
        "waits": sample_waits(now),
        "rows": sample_rows(now),
        "events": sample_events(now, anna, bruno),
        "documents": sample_documents(now),
        "facts": [("Vendor", "Northwind Analytics"), ("Needed by", "31 December 2026"), ("Purchase order", None)],
        "tabs": [
            Sample(label="Terms", url="#tabs", active=True, count=14),
            Sample(label="Documents", url="#tabs", active=False, count=2),
            Sample(label="Timeline", url="#tabs", active=False, count=None),
        ],
        "queue_rows": sample_queue_rows(now, anna),
        "notices": [
            Sample(
                state="notice-needs",
                title="R-1042 Web analytics",
                kind="Question",
                icon="message-circle-question-mark",
                body="Which data does it read?",
            ),
            Sample(
                state="notice-news", title="R-1043 Office cleaning", kind="News", icon="newspaper", body="It is signed."
            ),
            Sample(
                state="notice-read", title="R-1047 Payroll renewal", kind="Decision", icon="gavel", body="Approved."
            ),
        ],
        "sample_messages": [
            Sample(text="Your request is with procurement and legal.", tone="success"),
            Sample(text="Bruno Marini took this a minute ago.", tone="error"),
        ],
    }


def sample_steps():
    states = ["done", "done", "current", "todo", "todo", "todo"]
    labels = ["Noted", "Sorted", "In review", "Negotiation", "Approval", "Signature"]
    return [
        Sample(label=label, state=state, is_done=state == "done", is_current=state == "current")
        for label, state in zip(labels, states, strict=True)
    ]


def sample_waits(now):
    hour = datetime.timedelta(hours=1)
    return [
        Sample(
            who="Legal desk",
            needed="review the liability cap",
            since=now - 3 * hour,
            held_days=0.5,
            due=now + 49 * hour,
            days_left=2,
            overdue=False,
        ),
        Sample(
            who="Bruno Marini",
            needed="agree the price",
            since=now - 80 * hour,
            held_days=3,
            due=now - 8 * hour,
            days_left=-1,
            overdue=True,
        ),
        Sample(
            who="Northwind Analytics",
            needed="send the signed order form",
            since=now - 26 * hour,
            held_days=1,
            due=None,
            overdue=False,
        ),
    ]


def sample_rows(now):
    days = datetime.timedelta(days=1)
    return [
        Sample(
            reference="R-1042", title="Web analytics", vendor="Northwind Analytics", side="legal",
            value=Money(48000, "EUR"), due=now - days, overdue=True,
        ),
        Sample(
            reference="R-1043", title="Office cleaning in Kraków", vendor="Łucja & Co", side="commercial",
            value=Money(12500, "EUR"), due=now + 2 * days, overdue=False,
        ),
        Sample(
            reference="R-1047", title="Payroll renewal with a rather long title that has to wrap somewhere",
            vendor="Contoso People Services", side="privacy", value=None, due=now + 6 * days, overdue=False,
        ),
    ]  # fmt: skip


def sample_queue_rows(now, anna):
    """One row for each way in which a wait can be due or stand still, and be held."""
    hour, legal = datetime.timedelta(hours=1), Sample(tone="legal", icon="scale", name="Legal")
    held = Sample(person=anna, vendor=None, desk=legal)
    free = Sample(person=None, vendor=None, desk=legal)

    def row(days_left, *, wait=held, mine=False, **more):
        line = Sample(
            due=now + days_left * 24 * hour,
            days_left=days_left,
            overdue=days_left < 0,
            **{"paused": False, "due_soon": False, "pauses": []} | more,
        )
        return Sample(
            line=line,
            wait=wait,
            is_mine=mine,
            is_today=days_left == 0.25,
            is_tomorrow=days_left == 1,
            paused_until="the requester has answered a question",
        )

    asked = Sample(until=None, is_on_requester=True, is_on_vendor=False, who=None)
    day = Sample(until=now + 240 * hour, is_on_requester=False, is_on_vendor=False, who=None)
    return [
        row(-2.5, wait=free), row(-0.5), row(0.25, mine=True), row(1), row(2.5, due_soon=True), row(6, wait=free),
        row(3, paused=True, pauses=[asked]), row(3, paused=True, pauses=[day]),
        row(4, wait=Sample(person=None, vendor="Northwind Analytics", desk=None)),
    ]  # fmt: skip


def sample_events(now, anna, bruno):
    hour = datetime.timedelta(hours=1)
    return [
        Sample(
            by=bruno,
            on_behalf_of=None,
            sentence="accepted theirs on the price",
            at=now - hour,
            is_internal=True,
        ),
        Sample(
            by=None,
            on_behalf_of=None,
            sentence="reminded the legal desk",
            at=now - 5 * hour,
            is_internal=True,
        ),
        Sample(
            by=anna,
            on_behalf_of=bruno,
            sentence="asked the requester a question",
            at=now - 30 * hour,
            is_internal=False,
        ),
    ]


def sample_documents(now):
    latest = Sample(original_name="Northwind master agreement.pdf", size=482_133, uploaded_at=now)
    line = Sample(text="Read: 12 passages to confirm", tone="success", page_url="#files")
    return [Sample(title="Master agreement", latest=latest, url="#files", remove_url="#files", reading_line=line)]
