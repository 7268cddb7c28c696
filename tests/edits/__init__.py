"""Every address that takes what a form sends: what it edits, or why it cannot overwrite anything.

`EDITS` are the forms that show stored values and save them. Each is walked by test_stale.py (two people, one after the
other, both with the older page), by tests/journeys/test_edit_forms.py (a browser changes one field, and finds the
others as they were), and stands in docs/stale-saves.md. An address that stands in none of these tables fails
test_tables.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone
from djmoney.money import Money

from checkins.models import Meeting, Remark, Series
from contracts.models import Contract, FileLimits, Obligation
from contracts.tasks import read_document
from intake import actions as intake_actions
from intake.models import IntakeRequest, RequestType
from notices.models import USUAL
from people.models import Absence, User
from reviews.approvals import figures
from reviews.models import (
    Comment,
    Delegation,
    Disagreement,
    Review,
    RuleDraft,
    SavedView,
    Slot,
    TargetTime,
    Term,
    TermType,
    Wording,
)
from reviews.papers import documents
from reviews.rules import ladders
from reviews.rules.books import live_rules
from reviews.terms import papers
from tests.factories import UserFactory
from tests.reviews.paper_with_terms import IN_30, IN_60, OTHERS
from tests.reviews.word_papers import contract
from tests.routes import absences as absence_routes
from tests.routes import checkins as checkin_routes
from tests.routes import contracts as contract_routes
from tests.routes import intake as intake_routes
from tests.routes import ladders as ladder_routes
from tests.routes import machinery as machinery_routes
from tests.routes import people as people_routes
from tests.routes import reviews as review_routes
from tests.routes import settings as setting_routes
from tests.routes import vendors as vendor_routes
from vendors.models import Vendor, VendorContact, VendorName

ROUTES = {
    **intake_routes.ROUTES,
    **review_routes.ROUTES,
    **setting_routes.ROUTES,
    **ladder_routes.ROUTES,
    **absence_routes.ROUTES,
    **vendor_routes.ROUTES,
    **contract_routes.ROUTES,
    **people_routes.ROUTES,
    **machinery_routes.ROUTES,
    **checkin_routes.ROUTES,
}


@dataclass(frozen=True)
class Edit:
    """One form that edits.

    `fields` say in words what it saves. Whoever is `role` opens `page` (the address itself, unless another is named)
    and writes `first` or `second` into `name`, and `also` into what every change asks for. `stored` is what stands in
    the database, as a dict; a change of `name` may touch the keys `touches`.
    """

    fields: str
    role: str
    name: str | Callable
    first: str | Callable
    second: str | Callable
    stored: Callable
    touches: tuple
    page: Callable | None = None
    also: dict = field(default_factory=dict)
    given: Callable | None = None


def row_of(model):
    """The row that the address names, as a dict of all that is stored."""
    return lambda pk, *_: everything(model.objects.get(pk=pk))


def everything(row):
    kept = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}
    return kept | {name: value for name, value in model_to_dict(row).items() if name not in kept}


def at_noon(*, in_days):
    """What a browser sends for a moment: journeys run on the clock of the wall, where a fixed day is over one day."""
    return f"{timezone.localdate() + timedelta(days=in_days)}T12:00"


def series_now(pk):
    """The plan, who comes, and what is planned."""
    series = Series.objects.get(pk=pk)
    planned = series.meetings.order_by("number")
    people = sorted(series.members.values_list("pk", flat=True))
    lengths, starts = ([getattr(row, name) for row in planned] for name in ("minutes", "starts_at"))
    return everything(series) | {"members": people, "lengths": lengths, "starts": starts}


def review_page(pk):
    return Review.objects.get(pk=pk).get_absolute_url()


def figures_page(pk):
    return f"{review_page(pk)}?side=request"


def address(name):
    return lambda *args: reverse(name, args=args)


def told(person):
    """How somebody wants to be told."""
    return USUAL | {"hour": person.digest_hour} | dict(person.notice_preferences.values_list("kind", "delivery"))


def answers_of(pk):
    answers = Review.objects.get(pk=pk).responsibilities.filter(slot=Slot.LEGAL_REVIEW)
    return everything(answers.get())


def rule_now(book, key):
    draft = RuleDraft.objects.first()
    rule = (draft.rule_set if draft else live_rules()).find(key).rule
    return dict(vars(rule)) if hasattr(rule, "__dict__") else {name: getattr(rule, name) for name in rule.__slots__}


def rung_now(pk):
    return everything(ladders.current_of(pk))


def offered(pk):
    return {
        row.wait_id: str(row.moved_at or row.declined_at or "agreed") for row in Delegation.objects.filter(absence=pk)
    }


def wait_left(case):
    return f"wait-{case.review.waits.get(purpose='desk_review', desk__slug='procurement').pk}"


def person(name):
    return lambda case: str(case.people[name].pk)


# --- with something stored in every field, so that something can be lost ------------------------------------


def with_figures(case):
    """A review with a value in another currency than the usual one, and with a day."""
    buyer, day = case.people["buyer"], case.today + timedelta(days=30)
    figures.change_figures(
        case.review, value=Decimal(40000), currency="CHF", needed_by=day, reason="They said so.", by=buyer
    )
    return [case.review.pk]


def with_two_papers(case):
    """A term that several papers speak of, with the one that was chosen to count."""
    review, buyer = case.review, case.people["buyer"]
    uploads = [documents.add_document(review, contract(words, *OTHERS), by=buyer) for words in (IN_30, IN_60)]
    for document in uploads:
        read_document(document.latest.pk)
    fees = review.terms.get(term_type__slug="payment-terms")
    papers.choose_paper(fees, uploads[0], reason="Clause 12.", by=buyer)
    return [fees.pk]


def full_draft(case):
    requester = case.people["requester"]
    draft = intake_actions.start_draft(RequestType.objects.get(slug="software"), by=requester)
    fields = {
        "title": "Robots",
        "vendor_name": "Quantum Leap",
        "reason": "We want to talk\nabout a pilot.",
        "value": Money(20000, "CHF"),
        "needed_by": case.today + timedelta(days=30),
    }
    answers = {
        "users": "40",
        "personal_data": "yes",
        "data_about": ["Customers", "Applicants"],
        "data_outside_eea": "Don't know",
        "uses_ai": "No",
    }
    return [intake_actions.save_draft(draft, fields=fields, answers=answers, by=requester).pk]


def full_vendor(case):
    facts = {
        "website": "https://quill.example",
        "country": "Côte d’Ivoire",
        "risk_tier": "high",
        "registration_number": "HRB 123",
        "categories": ["surveys", "panels"],
        "owner": case.people["buyer"],
    }
    Vendor.objects.filter(pk=case.review.vendor_id).update(**facts)
    VendorName.objects.create(vendor=case.review.vendor, name="Quill Research", kind="alias")
    VendorName.objects.create(vendor=case.review.vendor, name="Quill Surveys B.V.", kind="legal")
    return [case.review.vendor_id]


def full_entry(case):
    """Missed in some kinds of request, decided by a person who sits on no desk any more."""
    slug = "liability"
    gone = UserFactory(name="Gina Gone")
    TermType.objects.filter(slug=slug).update(
        fallbacks=["Twice the fees", "Three times the fees"],
        walk_away="No cap.",
        expected="some",
        expected_kinds=["software", "services"],
        deviation_by="person",
        deviation_desk=None,
        deviation_person=gone,
    )
    return [slug]


EDITS = {
    "checkins:series_change": Edit(
        "name, how often, when, how long, in which zone, who comes",
        role="lead",
        name="minutes",
        first="30",
        second="60",
        stored=series_now,
        touches=("minutes", "sequence", "changed_at", "lengths"),
    ),
    "checkins:meeting_move": Edit(  # before the next one: something to improve is said in a meeting that began
        "when one meeting is",
        role="buyer",
        name="starts_at",
        first=lambda case: at_noon(in_days=4),
        second=lambda case: at_noon(in_days=5),
        stored=row_of(Meeting),
        touches=("starts_at", "moved_at"),
    ),
    "checkins:improvement_done": Edit(
        "what was done about something to improve",
        role="buyer",
        name="done",
        first="It stands on the review.",
        second="We asked both.",
        page=lambda pk: reverse("checkins:improvements"),
        stored=row_of(Remark),
        touches=("done",),
    ),
    "intake:save": Edit(
        "everything that a draft holds; the page saves it by itself, and *Submit* (`intake:submit`) saves it too",
        role="requester",
        name="title",
        first="A pilot of robots",
        second="A trial",
        page=address("intake:draft"),
        stored=row_of(IntakeRequest),
        touches=("title", "saved_at", "saved_in"),
        given=full_draft,
    ),
    "vendors:vendor_edit": Edit(
        "name, other names, website, country, number of registration, categories, risk, owner",
        role="buyer",
        name="website",
        first="https://one.example",
        second="https://two.example",
        stored=row_of(Vendor),
        touches=("website", "domain"),
        given=full_vendor,
    ),
    "vendors:contact_edit": Edit(
        "name, e-mail, role",
        role="buyer",
        name="role",
        first="Sales",
        second="Support",
        stored=row_of(VendorContact),
        touches=("role",),
    ),
    "contracts:contract_correct": Edit(
        "all that is on record of a contract",
        role="buyer",
        name="reference",
        first="PO 1",
        second="PO 2",
        also={"why": "Read in the paper."},
        stored=row_of(Contract),
        touches=("reference",),
    ),
    "contracts:obligation_change": Edit(
        "all that is on record of what is owed",
        role="buyer",
        name="clause",
        first="Schedule A",
        second="Schedule B",
        also={"why": "Read in the paper."},
        stored=row_of(Obligation),
        touches=("clause",),
    ),
    "people:profile": Edit(
        "name, time zone",
        role="stranger",
        name="name",
        first="Sam One",
        second="Sam Two",
        stored=lambda: everything(User.objects.get(email="stranger@duet.example")),
        touches=("name",),
    ),
    "notices:preferences": Edit(
        "what is mailed when",
        role="stranger",
        name="digest_hour",
        first="6",
        second="10",
        stored=lambda: told(User.objects.get(email="stranger@duet.example")),
        touches=("hour",),
    ),
    "absences:change": Edit(
        "days, delegate, reason",
        role="buyer",
        name="reason",
        first="A rest",
        second="A journey",
        stored=row_of(Absence),
        touches=("reason",),
    ),
    "absences:offer": Edit(
        "what goes to the delegate",
        role="buyer",
        name=wait_left,
        first="stays",
        second="now",
        page=address("absences:absence"),
        stored=offered,
        touches=(),
    ),
    "reviews:change_view": Edit(
        "name, who finds it, desk",
        role="buyer",
        name="name",
        first="Late ones",
        second="Very late ones",
        stored=row_of(SavedView),
        touches=("name",),
    ),
    "ladders:rung_edit": Edit(
        "when, to whom, how often, the sentence",
        role="admin",
        name="note",
        first="Please look.",
        second="Please decide.",
        stored=rung_now,
        touches=("id", "note", "since"),
    ),
    "settings_disk_limits": Edit(
        "how many files there may be, and how much room they leave",
        role="admin",
        name="files_per_draft",
        first="31",
        second="32",
        stored=lambda: FileLimits.now().chosen,
        touches=("files_per_draft",),
    ),
    "settings:target_edit": Edit(
        "business days",
        role="admin",
        name="business_days",
        first="7",
        second="9",
        also={"reason": "They are many."},
        stored=row_of(TargetTime),
        touches=("business_days",),
    ),
    "settings:wording_edit": Edit(
        "desk, group, sentences, kinds of terms",
        role="admin",
        name="doing",
        first="Looking at the price.",
        second="Looking at what it costs.",
        also={"group": "Price and payment", "done": "Done: the price."},
        stored=row_of(Wording),
        touches=("doing", "done"),
    ),
    "settings:playbook_edit": Edit(
        "position, fallbacks, walk-away, why, who may deviate, what is checked, where it is missed",
        role="lead",
        name="walk_away",
        first="No cap at all.",
        second="A cap above all.",
        also={"reason": "It was too soft."},
        stored=lambda slug: everything(TermType.objects.get(slug=slug)),
        touches=("walk_away", "is_starting_point"),
        given=full_entry,
    ),
    "settings:rule_edit": Edit(
        "name, conditions, desk, person, backup, what it covers; in the person's own draft of the rules",
        role="admin",
        name="name",
        first="Everything",
        second="Nearly everything",
        stored=rule_now,
        touches=("name",),
    ),
    "settings:routing_name": Edit(
        "who answers one of the three questions: desk, person, backup",
        role="lead",
        name="legal_review-person",
        first=person("counsel"),
        second=person("lead"),
        also={"legal_review-reason": "They know them."},
        page=address("settings:routing"),
        stored=answers_of,
        touches=("id", "person_id", "person", "why", "answered_at", "answered_by_id"),
    ),
    "reviews:edit_term": Edit(
        "our position, the vendor's wording, where it stands",
        role="buyer",
        name="place",
        first="clause 3",
        second="clause 4",
        page=address("reviews:term"),
        stored=row_of(Term),
        touches=("place",),
    ),
    "reviews:choose_paper": Edit(
        "which paper speaks on a term, and why",
        role="buyer",
        name="reason",
        first="Clause 13.",
        second="Clause 14.",
        page=address("reviews:term"),
        stored=row_of(Term),
        touches=("paper_because",),
        given=with_two_papers,
    ),
    "reviews:change_figures": Edit(
        "value, currency, needed by",
        role="buyer",
        name="value",
        first="41000",
        second="42000",
        also={"reason": "They said so."},
        page=figures_page,
        stored=row_of(Review),
        touches=("value", "facts"),
        given=with_figures,
    ),
    "reviews:reply_to_disagreement": Edit(
        "what the owners of a term answer",
        role="counsel",
        name="reply",
        first="Half of it.",
        second="A third of it.",
        page=address("reviews:disagreement"),
        stored=row_of(Disagreement),
        touches=("reply", "replied_by_id", "replied_by"),
    ),
    "reviews:propose_outcome": Edit(
        "the outcome that one side proposes, and whether the term is decided anew",
        role="lead",
        name="outcome",
        first="Half of it.",
        second="A third of it.",
        page=address("reviews:disagreement"),
        stored=row_of(Disagreement),
        touches=("outcome", "proposed_by_id", "proposed_by", "proposed_for_owners"),
    ),
    "reviews:edit_comment": Edit(
        "the words of one's own comment",
        role="buyer",
        name="body",
        first="Good day.",
        second="Good night.",
        stored=row_of(Comment),
        touches=("body", "edited_at", "version"),
    ),
}

SAVES_WITH = {
    "intake:submit": "intake:save",
    "intake:attach": "intake:save",
    "intake:remove_file": "intake:save",
}
"""Addresses to which the form of an edit is sent as well, to save it on the way."""

NAMES_ITS_STATE = {
    "checkins:go": "which item was on the screen",
    "checkins:confirm": "how the term stood",
    "settings:two_people": "what was chosen",
    "reviews:approve": "the fingerprint of what is approved",
    "reviews:skip_approval": "the fingerprint of what is passed over",
    "reviews:override_approval": "the fingerprint of what is passed over",
    "reviews:release_draft": "the version of the text",
    "reviews:agree_outcome": "the outcome that was read",
    "settings:routing_apply": "the plan that was read",
    "settings:preview": "the version of the rules from which the draft began",
    "reviews:decide_term": "how the term stood",
    "reviews:decide_on_paper": "how the term stood",
    "reviews:confirm_listed": "which passages were on the list",
    "reviews:set_aside": "which passages were on the list",
    "reviews:decide_terms": "how each term stood",
    "reviews:correct_proposal": "what the passage was taken for",
    "reviews:change_requester": "who was the requester",
    "contracts:decide": "what was proposed or decided",
}
"""Decisions on something that was read: they name the state that they were read in, and are refused on another."""

ONCE = {
    "reviews:answer_split",
    "reviews:answer",
    "reviews:confirm_proposal",
    "reviews:confirm_all_proposals",
    "reviews:reject_proposal",
    "reviews:reopen_proposal",
    "reviews:mark_clause",
    "reviews:resolve_issue",
    "reviews:value_confirm",
    "reviews:value_reject",
    "reviews:value_withdraw",
    "reviews:resolve_finding",
    "reviews:waive_finding",
    "reviews:record_reply",
    "reviews:record_signature",
    "contracts:sign",
    "contracts:sent",
    "contracts:obligation_end",
    "contracts:date_done",
    "contracts:date_waive",
    "contracts:date_reopen",
    "reviews:co_sign",
    "reviews:object_to_note",
    "reviews:decline",
    "reviews:withdraw",
    "reviews:withdraw_disagreement",
    "reviews:not_needed",
    "reviews:need_after_all",
    "reviews:add_missing_term",
    "checkins:talked_about",
    "checkins:series_end",
    "checkins:meeting_begin",
    "checkins:meeting_end",
    "checkins:note",
    "checkins:take_back",
    "checkins:action",
    "checkins:minutes_confirm",
    "checkins:meeting_cancel",
    "checkins:item_remove",
    "reviews:discuss",
    "reviews:take_off_agenda",
    "reviews:first_look",
    "reviews:look_again",
}
"""Written once: the second of two is refused in a sentence, because there is nothing left to decide."""

CREATES = {
    "checkins:series_add",
    "checkins:item_add",
    "checkins:remark_add",
    "settings_maintenance_announce",
    "intake:heads_up",
    "intake:begin",
    "intake:begin_and_submit",
    "intake:begin_and_attach",
    "reviews:name_person",
    "reviews:name_outside_counsel",
    "vendors:vendor_add",
    "vendors:contact_add",
    "contracts:contract_amend",
    "contracts:signed_file_attach",
    "contracts:propose",
    "contracts:obligation_add",
    "intake:from_contract",
    "intake:ask_again",
    "contracts:band",
    "vendors:change_ask",
    "absences:plan",
    "reviews:save_view",
    "ladders:rung_add",
    "settings:target_add",
    "settings:wording_add",
    "settings:rule_add",
    "reviews:comment",
    "reviews:comment_on_term",
    "reviews:disagree",
    "reviews:raise_issue",
    "reviews:value_note",
    "reviews:raise_finding",
    "reviews:add_document",
    "reviews:add_version",
    "reviews:ask",
    "reviews:nudge",
    "reviews:export_comparison",
    "people:feed_renew",
}
"""Adds something and overwrites nothing; the key of the form lets it act once."""

STEPS = {
    "settings_test_mail",
    "intake:share",
    "intake:stop_sharing",
    "settings_put_aside",
    "settings_take_up",
    "contracts:ladder",
    "contracts:step_remove",
    "checkins:meeting_join",
    "checkins:meeting_leave",
    "checkins:minutes_send",
    "intake:discard",
    "vendors:contact_remove",
    "vendors:change_confirm",
    "vendors:change_refuse",
    "vendors:change_withdraw",
    "vendors:merge",
    "vendors:merge_undo",
    "absences:end",
    "absences:cancel",
    "absences:decline",
    "absences:take_back",
    "reviews:refilter_view",
    "reviews:delete_view",
    "reviews:begin_with_view",
    "ladders:rung_remove",
    "ladders:own_begin",
    "ladders:own_drop",
    "settings:target_remove",
    "settings:wording_remove",
    "settings:rule_earlier",
    "settings:rule_later",
    "settings:rule_switch",
    "settings:rule_remove",
    "settings:discard",
    "settings:version_restore",
    "reviews:bulk",
    "reviews:claim",
    "reviews:release",
    "reviews:undo",
    "reviews:another_day",
    "reviews:hand_over",
    "reviews:hand_over_to_desk",
    "reviews:finish_side",
    "reviews:note_sent",
    "reviews:withdraw_question",
    "reviews:pause",
    "reviews:wait_for",
    "reviews:resume",
    "reviews:send_to_vendor",
    "reviews:request_approval",
    "reviews:ask_owners_again",
    "reviews:read_again",
    "reviews:retract_comment",
    "reviews:add_to_circle",
    "reviews:take_out_of_circle",
    "reviews:wall",
    "reviews:name_approver",
    "reviews:name_settler",
    "reviews:let_in",
    "reviews:hand_on",
    "reviews:take_wall_down",
    "reviews:remove_person",
    "notices:notices_read",
    "notices:notice_open",
    "notices:unreachable_clear",
    "settings_disk_look",
    "settings_maintenance_begin",
    "settings_maintenance_end",
    "settings_maintenance_take_back",
    "settings_send_again",
    "notices:unsubscribe",
    "people:feed_revoke",
}
"""Buttons: one step from one state to the next, refused in a sentence where the state is another."""
