"""Every address that shows something, with whom to look at it and how: what tests/bench/test_plans.py reads plans of.

An address that is not named here fails the test. `WITHOUT_LISTS` names those that need none of it, and why.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, ContractKind, Document, Obligation, ObligationDate
from people.models import Absence, User
from reviews.models import (
    Circle,
    Comment,
    Disagreement,
    FirstLook,
    Proposal,
    Purpose,
    Review,
    SavedView,
    Stage,
    Term,
    ValueEntry,
    Wait,
)
from reviews.web.forms.filters import QueueFilter, ReviewFilter
from vendors.models import RiskTier, Status, Vendor

REVIEWERS = ("buyer", "lead", "security", "rare", "newcomer")
READERS = (*REVIEWERS, "auditor")
EVERYBODY = (*READERS, "requester", "stranger")


@dataclass(frozen=True)
class Look:
    """`people` open the address; `keys` finds what is in it, each of `queries` is what stands behind its “?”."""

    people: Iterable[str]
    keys: Callable = list
    queries: Callable[[], Iterable[dict]] = lambda: [{}]

    def addresses(self, name):
        keys = self.keys()
        for query in self.queries():
            yield reverse(name, args=keys if isinstance(keys, list) else [keys]) + (
                f"?{urlencode(query)}" if query else ""
            )


WORDS = ("cloud", "a", "müller", "mueller", "R-17", "17", "nowhere to be found", "the", "renew")
"""What is typed into a search: common, a single letter, spelled otherwise, a number, nothing that exists."""


def deep(rows, *keys, descending=False):
    """`after` for a place in the middle of what a list shows, and one near its end."""
    number = rows.count()
    for place in {number // 2, max(0, number - 5)}:
        if row := rows[place : place + 1].values_list(*keys).first():
            yield {"after": "~".join(map(str, row))}


def of_queue():
    """Every filter alone with every choice, each search, every two ticks together, and deep pages."""
    yield {}
    yield from ({"q": word} for word in WORDS)
    lead = User.objects.get(email="lead@bench.example")
    waits = Wait.objects.for_queue(lead)
    form = QueueFilter({}, Wait.objects.queue_parts(lead), user=lead)
    for name, part in form.form.fields.items():
        if name == "q":
            continue
        choices = [value for value, _ in part.choices if value] if hasattr(part, "choices") else ["on"]
        yield from ({name: getattr(value, "value", value)} for value in choices[:6])
    yield {"vendor": Vendor.objects.order_by("-pk").first().pk}
    yield {"side": "legal", "unclaimed": "on", "overdue": "on", "q": "cloud"}
    yield {"mine": "on", "soon": "on"}
    yield from deep(waits.order_by("due_at", "pk"), "due_at", "pk")


def of_reviews():
    yield {}
    yield from ({"q": word} for word in WORDS)
    yield from ({"stage": stage} for stage in Stage.values)
    buyer = User.objects.get(email="buyer@bench.example")
    reviews = Review.objects.visible_to(buyer)
    kinds = ReviewFilter({}, reviews, user=buyer).form.fields["type"].choices
    yield from ({"type": value} for value, _ in kinds if value)
    yield {"vendor": 1}
    yield {"stage": Stage.HEADS_UP, "type": "nda", "q": "renew"}
    yield from deep(reviews.order_by("-pk"), "pk")


def of_vendors():
    yield {}
    yield from ({"q": word} for word in (*WORDS, "Müller Cloud GmbH"))
    yield from ({"status": status} for status in Status.values)
    yield from ({"risk": tier} for tier in RiskTier.values)
    yield from [{"mine": "on"}, {"to_confirm": "on"}, {"category": "cloud"}, {"category": "nowhere"}]
    yield from [{"sort": "newest"}, {"sort": "newest", "q": "cloud", "risk": "high"}, {"status": "active", "q": "a"}]
    yield from deep(Vendor.objects.by_name(), "sort_name", "pk")


def of_contracts():
    """Every filter alone with every choice, each search, each order, and deep pages."""
    yield {}
    yield from ({"q": word} for word in WORDS)
    yield from ({"kind": kind} for kind in ContractKind.values)
    yield from ({"act": within} for within in ("30", "180", "missed"))
    yield from ({"ends": "90", "sort": sort} for sort in ("", "end"))
    yield {"vendor": 1}
    buyer = User.objects.get(email="buyer@bench.example")
    yield from deep(Contract.objects.visible_to(buyer).order_by("-pk"), "pk")


def of_names():
    yield from ({"q": word} for word in ("c", "cl", "cloud", "müller", "nowhere to be found", "zzzz", "gmbh"))


def review_in(stage):
    return lambda: Review.objects.not_walled().filter(stage=stage).order_by("-pk").first().pk


def largest_review():
    """The one with most terms that is in review."""
    from django.db.models import Count

    live = Review.objects.not_walled().filter(stage=Stage.IN_REVIEW)
    return live.annotate(number=Count("terms")).order_by("-number", "pk").first()


def newest(model, **where):
    return lambda: model.objects.filter(**where).order_by("-pk").first().pk


def read_document():
    document = (
        Document.objects.filter(reviews__stage=Stage.IN_REVIEW, versions__reading__outcome="text")
        .order_by("-pk")
        .first()
    )
    return [document.reviews.first().pk, document.pk]


def paper_by_reference():
    reference, pk = read_document()
    return [f"R-{reference}", pk]


def clause():
    reference, pk = read_document()
    return [reference, pk, 1, 0]


def page_of_version():
    reference, pk = read_document()
    return [reference, pk, 1, 1]


def _rows_shown():
    """A full page of the queue, as it asks which of its rows have changed."""
    waits = Wait.objects.open().order_by("-pk").values_list("pk", flat=True)[:100]
    yield {"held": ",".join(f"{pk}:0" for pk in waits)}


def _of_notices():
    return [{}, {"show": "needs"}, {"show": "news"}, {"show": "all"}]


def own_absence():
    return Absence.objects.order_by("-pk").first().pk


LISTS = {
    "reviews:queue": Look(REVIEWERS, queries=of_queue),
    "reviews:queue_now": Look(("buyer", "lead"), queries=_rows_shown),
    "reviews:peek": Look(("lead",), newest(Wait, closed_at=None, desk__slug="legal")),
    "search:go": Look(EVERYBODY, queries=lambda: [{}, *({"q": word} for word in WORDS)]),
    "api-search-list": Look(("buyer", "stranger"), queries=lambda: [{"q": word} for word in WORDS]),
    "reviews:my_work": Look(REVIEWERS),
    "reviews:desk": Look(("lead",), lambda: "legal", lambda: [{}, {"who": "nobody"}, {"who": "1"}]),
    "reviews:review_list": Look(READERS, queries=of_reviews),
    "reviews:held_by_nobody": Look(("lead", "rare", "admin")),
    "reviews:saved_views": Look(REVIEWERS),
    "reviews:saved_view": Look(
        ("buyer",), lambda: SavedView.objects.get(owner__email="buyer@bench.example", name="Overdue").token
    ),
    "reviews:save_view": Look(("buyer",)),
    "reviews:comments": Look(("lead", "auditor"), lambda: _most_comments(), lambda: [{}, *_deep_comments()]),
    "reviews:circle": Look(("counsel",), newest(Circle)),
    "reviews:timeline": Look(("lead", "auditor"), lambda: largest_review().pk),
    "reviews:review": Look(
        ("lead", "security", "auditor"),
        lambda: largest_review().pk,
        lambda: [{}, *({"side": key} for key in ("issues", "comments", "timeline", "request"))],
    ),
    "reviews:wait": Look(("lead",), newest(Wait, purpose=Purpose.DESK_REVIEW, closed_at=None)),
    "reviews:document": Look(("lead",), read_document),
    "reviews:calendar": Look(("stranger",), lambda: "no-token"),
    "reviews:mentionable": Look(("lead",), lambda: largest_review().pk),
    "reviews:named_people": Look(("lead",), lambda: largest_review().pk),
    "reviews:disagreement": Look(("lead",), newest(Disagreement)),
    "reviews:term": Look(("lead",), newest(Term, review__stage=Stage.IN_REVIEW)),
    "checkins:check_in": Look(("buyer", "lead")),
    "checkins:waiting": Look(("buyer", "lead")),
    "api-check-in-list": Look(("buyer", "lead")),
    "api-meeting-list": Look(("buyer", "lead")),
    "api-proposal-list": Look(("buyer", "lead")),
    "api-action-list": Look(("buyer", "lead")),
    "api-improvement-list": Look(("buyer", "lead")),
    "checkins:improvements": Look(("buyer", "lead")),
    "reviews:value_list": Look(("buyer", "lead")),
    "reviews:value_export": Look(("buyer",)),
    "reviews:value_of_review": Look(("buyer",), lambda: largest_review().pk),
    "reviews:value_note": Look(("buyer",), lambda: largest_review().pk),
    "reviews:value": Look(("lead",), newest(ValueEntry)),
    "api-value-list": Look(("buyer", "lead")),
    "api-value-detail": Look(("lead",), newest(ValueEntry)),
    "insights:insights": Look(("lead",)),
    "insights:export": Look(("lead",)),
    "insights:behind": Look(("lead",), lambda: ["stages", Stage.IN_REVIEW.value]),
    "api-insight-list": Look(("lead",)),
    "api-insight-detail": Look(("lead",), lambda: ["stages"]),
    "contracts:contract_list": Look(READERS, queries=of_contracts),
    "contracts:renewal_list": Look(READERS),
    "api-contract-renewals": Look(("buyer",)),
    "contracts:ladder": Look(("admin",)),
    "contracts:obligation_list": Look(READERS, queries=lambda: [{}, {"whose": "all"}]),
    "contracts:obligation_detail": Look(READERS, newest(Obligation)),
    "api-obligation-list": Look(("buyer",), queries=lambda: [{}, {"whose": "all"}]),
    "api-obligation-detail": Look(("buyer",), newest(Obligation)),
    "api-obligation-date-detail": Look(("buyer",), newest(ObligationDate)),
    "contracts:contract_detail": Look(READERS, newest(Contract)),
    "api-contract-list": Look(("buyer",), queries=of_contracts),
    "api-contract-detail": Look(("buyer",), newest(Contract)),
    "vendors:vendor_list": Look(READERS, queries=of_vendors),
    "vendors:vendor_detail": Look(READERS, lambda: 1),
    "vendors:vendor_export": Look(("buyer", "rare"), queries=lambda: [{}, {"q": "cloud"}, {"status": "restricted"}]),
    "vendors:merge": Look(("lead",), lambda: 1, queries=lambda: [{}, {"other": "nobody"}]),
    "api-vendor-list": Look(READERS, queries=of_vendors),
    "api-vendor-detail": Look(READERS, lambda: 1),
    "api-vendor-similar": Look(EVERYBODY, queries=lambda: ({"name": query["q"]} for query in of_names())),
    "vendors:suggest": Look(EVERYBODY, queries=of_names),
    "notices:notice_list": Look(EVERYBODY, queries=_of_notices),
    "api-notice-list": Look(EVERYBODY, queries=_of_notices),
    "absences:absence_list": Look(("lead", "buyer")),
    "intake:request_list": Look(
        ("requester", "stranger", "buyer"), queries=lambda: [{}, {"show": "drafts"}, *_deep_requests()]
    ),
    "pipeline:pipeline": Look(
        READERS,
        queries=lambda: [
            {},
            {"after": "2027-03-01~heads-up~7"},
            {"as": "board"},
            {"as": "capacity"},
            {"month": f"{timezone.localdate():%Y-%m}"},
            {"side": "legal"},
            {"desk": "legal"},
            {"vendor": "müller"},
        ],
    ),
    "api-pipeline-list": Look(READERS),
    "api-heads-up-list": Look(("requester", "buyer")),
    "api-first-look-list": Look(READERS),
    "api-first-look-detail": Look(("lead",), newest(FirstLook)),
    "settings:health": Look(("admin",)),
    "settings:preview": Look(("admin",), lambda: "split"),
    "settings:playbook": Look(("lead",)),
    "settings:playbook_history": Look(("lead",), lambda: "price"),
    "settings:target_history": Look(("admin",)),
    "settings:versions": Look(("admin",), lambda: "split"),
    "settings_home": Look(("admin",)),
    "settings_people:person_list": Look(
        ("admin",), queries=lambda: [{}, {"q": "müller"}, {"role": "lead"}, {"role": "admin"}, {"state": "left"}]
    ),
    "settings_people:person": Look(("admin",), lambda: 1),
    "settings_people:leave": Look(("admin",), lambda: 1),
    "api-person-list": Look(("admin",)),
    "settings_people:desk": Look(("admin",), lambda: 1),
    "settings_people:desk_retire": Look(("admin",), lambda: 1),
    "settings_people:desk_seat": Look(("admin",), lambda: 1),
    "settings_set_up": Look(("admin",)),
    "settings_log": Look(
        ("admin", "auditor"),
        queries=lambda: [
            {},
            {"kind": "desks"},
            {"by": "lead@bench.example"},
            {"verb": "people.seat_given"},
            {"kind": "people", "about": 1},
            {"first": "2026-01-01", "last": "2026-01-31"},
        ],
    ),
    "api-log-list": Look(("admin", "auditor")),
    "settings_people:calendar": Look(("admin",), lambda: 1),
    "api-calendar-detail": Look(("admin",), lambda: "head-office"),
    "api-desk-detail": Look(("admin",), lambda: "legal"),
    "api-person-detail": Look(("admin",), lambda: 1),
    "api-person-holds": Look(("admin",), lambda: 1),
    "settings_machinery": Look(("admin",)),
    "home": Look(EVERYBODY),
    "metrics": Look(("admin",)),
    "api-review-list": Look(READERS, queries=lambda: [{}, *_pages("api-review-list")]),
    "api-review-detail": Look(("lead",), lambda: largest_review().reference),
    "api-review-story": Look(("lead",), lambda: largest_review().reference),
    "api-review-named-people": Look(("lead",), lambda: largest_review().reference),
    "api-wait-list": Look(READERS),
    "api-wait-detail": Look(("lead",), newest(Wait, closed_at=None)),
    "api-term-list": Look(READERS),
    "api-term-detail": Look(("lead",), newest(Term, review__stage=Stage.IN_REVIEW)),
    "api-approval-list": Look(READERS),
    "api-passage-list": Look(READERS),
    "api-passage-detail": Look(("lead",), newest(Proposal, review__stage=Stage.IN_REVIEW)),
    "api-passage-points": Look(("lead",), paper_by_reference),
    "api-approval-detail": Look(("lead",), newest(Wait.approval.related.related_model)),
    "api-unheld-list": Look(("lead", "admin")),
    "api-unheld-walls": Look(("lead", "admin")),
    "api-two-approvers-list": Look(("admin",)),
}

ONE_ROW = "a form or a page about one row of a review, read by its key"
ONE_FORM = "an empty form"
SET_UP = "rows that admins make, few at any size"
NO_QUERY = "no list"
WITHOUT_LISTS = {
    "people:token_list": "one person's tokens, at most thirty",
    "people:token_add": ONE_FORM,
    "settings_people:integration_list": SET_UP,
    "settings_people:integration_add": ONE_FORM,
    "settings_people:integration": "one integration's tokens, at most thirty",
    "settings_people:integration_token": ONE_FORM,
    "api-me-list": ONE_ROW,
    "api-token-list": "one person's tokens, at most thirty",
    "api-integration-list": SET_UP,
    "api-integration-tokens": "one integration's tokens, at most thirty",
    "api-schema": ONE_FORM,
    "api-docs": ONE_FORM,
    "checkins:series": SET_UP,
    "checkins:meeting_begin": ONE_FORM,
    "checkins:room": "an agenda, of at most some tens of lines",
    "checkins:proposal": ONE_ROW,
    "checkins:action": ONE_ROW,
    "checkins:minutes_file": "an agenda, of at most some tens of lines",
    "api-meeting-now": ONE_ROW,
    "api-meeting-minutes": "an agenda, of at most some tens of lines",
    "api-proposal-detail": ONE_ROW,
    "api-action-detail": ONE_ROW,
    "checkins:series_add": ONE_FORM,
    "checkins:series_change": SET_UP,
    "checkins:meeting": "an agenda, of at most some tens of lines",
    "checkins:meeting_move": ONE_ROW,
    "checkins:meeting_cancel": ONE_ROW,
    "api-check-in-detail": SET_UP,
    "api-meeting-detail": "an agenda, of at most some tens of lines",
    "reviews:discuss": ONE_ROW,
    "intake:draft": ONE_ROW,
    "intake:file": ONE_ROW,
    "intake:heads_up": ONE_FORM,
    "intake:new": SET_UP,
    "intake:start": ONE_FORM,
    "reviews:change_requester": ONE_ROW,
    "reviews:change_view": ONE_ROW,
    "reviews:comparison": ONE_ROW,
    "reviews:compose": ONE_ROW,
    "reviews:correct_proposal": ONE_ROW,
    "reviews:decline": ONE_ROW,
    "reviews:edit_comment": ONE_ROW,
    "reviews:hand_on": ONE_ROW,
    "reviews:joint_position": ONE_ROW,
    "reviews:let_in": "the few walled reviews that are cut off",
    "reviews:mark_clause": ONE_ROW,
    "reviews:name_approver": ONE_ROW,
    "reviews:name_settler": ONE_ROW,
    "reviews:page": ONE_ROW,
    "reviews:part": ONE_ROW,
    "reviews:point": ONE_ROW,
    "reviews:page_picture": ONE_ROW,
    "reviews:read_document": ONE_ROW,
    "reviews:reading_state": ONE_ROW,
    "api-disk-list": SET_UP,
    "api-file-limits-list": SET_UP,
    "api-maintenance-list": SET_UP,
    "api-unreachable-detail": ONE_ROW,
    "api-unreachable-list": SET_UP,
    "notices:unreachable_list": SET_UP,
    "settings_disk": SET_UP,
    "settings_people:desk_list": SET_UP,
    "settings_people:calendar_list": SET_UP,
    "settings_people:calendar_add": ONE_FORM,
    "settings_people:calendar_change": ONE_ROW,
    "settings_people:days_put": ONE_FORM,
    "api-calendar-list": SET_UP,
    "settings_test_mail": ONE_ROW,
    "settings_log_export": "ten thousand lines at most, for a file",
    "settings_people:desk_add": ONE_FORM,
    "settings_people:desk_change": ONE_ROW,
    "notices:channel": ONE_ROW,
    "api-desk-list": SET_UP,
    "api-channel-list": SET_UP,
    "settings_people:invite": ONE_FORM,
    "settings_people:invite_list": ONE_FORM,
    "settings_people:person_rename": ONE_ROW,
    "settings_people:right_list": SET_UP,
    "settings_people:seat_change": ONE_ROW,
    "settings_people:seat_give": ONE_ROW,
    "api-right-list": SET_UP,
    "settings_disk_limits": ONE_FORM,
    "settings_maintenance": SET_UP,
    "vendors:change_ask": ONE_ROW,
    "vendors:contact_add": ONE_ROW,
    "contracts:contract_correct": ONE_ROW,
    "contracts:propose": ONE_ROW,
    "contracts:obligation_add": ONE_ROW,
    "contracts:obligation_change": ONE_ROW,
    "contracts:obligation_end": ONE_ROW,
    "contracts:date_done": ONE_ROW,
    "contracts:date_waive": ONE_ROW,
    "contracts:date_reopen": ONE_ROW,
    "contracts:date_evidence": ONE_ROW,
    "contracts:decide": ONE_ROW,
    "contracts:sent": ONE_ROW,
    "contracts:notice_letter": ONE_ROW,
    "contracts:contract_amend": ONE_ROW,
    "contracts:signed_file_attach": ONE_ROW,
    "contracts:signed_file": ONE_ROW,
    "contracts:signed_difference": ONE_ROW,
    "contracts:contract_export": "every row, in batches, as a file",
    "vendors:contact_edit": ONE_ROW,
    "vendors:vendor_add": ONE_FORM,
    "vendors:vendor_edit": ONE_ROW,
    "absences:absence": ONE_ROW,
    "absences:change": ONE_ROW,
    "absences:plan": ONE_FORM,
    "notices:outbox": "files of a developer's machine",
    "notices:preferences": ONE_ROW,
    "notices:unsubscribe": ONE_ROW,
    "people:profile": ONE_ROW,
    "ladders:ladder": SET_UP,
    "ladders:ladder_list": SET_UP,
    "ladders:rung_add": ONE_FORM,
    "ladders:rung_edit": SET_UP,
    "settings:approvals": SET_UP,
    "settings:playbook_edit": ONE_ROW,
    "settings:playbook_entry": ONE_ROW,
    "settings:routing": ONE_ROW,
    "settings:rule_add": ONE_FORM,
    "settings:rule_edit": SET_UP,
    "settings:split": SET_UP,
    "settings:wordings": SET_UP,
    "settings:wording_add": ONE_FORM,
    "settings:wording_edit": SET_UP,
    "settings:wording_remove": SET_UP,
    "settings:target_add": ONE_FORM,
    "settings:target_edit": SET_UP,
    "settings:target_remove": SET_UP,
    "settings:targets": SET_UP,
    "settings:terms": SET_UP,
    "settings:try_it": SET_UP,
    "settings:two_people": SET_UP,
    "settings:version": SET_UP,
    "styleguide": NO_QUERY,
    "typed": ONE_ROW,
    "api-root": NO_QUERY,
}


def is_left_out(name):
    """Sign-in pages, and the settings pages of Django: for looking things up and for rescue, without promises."""
    return name.startswith(("account_", "admin:"))


def _most_comments():
    from django.db.models import Count

    return Review.objects.not_walled().annotate(number=Count("comments")).order_by("-number", "pk").first().pk


def _deep_comments():
    newest_comment = Comment.objects.order_by("-pk").first()
    return [{"after": newest_comment.pk // 2}]


def _deep_requests():
    requester = User.objects.get(email="requester@bench.example")
    return deep(requester.reviews.order_by("-pk"), "pk")


def _pages(name):
    return []
