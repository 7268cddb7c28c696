"""The addresses of reviews. `case` is a Case of tests/test_routes.py: the review walked to a stage, and the people."""

from datetime import timedelta

from django.core.files.base import ContentFile

from contracts.tasks import draw_page, read_document
from intake import actions as intake_actions
from intake.demo.paper import contract_pdf
from people.models import FeedToken
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.disagreements import actions as disagreement_actions
from reviews.findings import findings as risk_findings
from reviews.findings import issues
from reviews.models import Outcome, Proposal, Purpose, Severity, Sharing, SplitRule, TermType
from reviews.papers import documents, proposals
from reviews.playbook import missing
from reviews.pure.stages import Stage
from reviews.saved_views import actions as view_actions
from reviews.terms import deciding
from reviews.waits import claims, pausing, questions
from tests.contracts.builders import pdf
from tests.factories import MembershipFactory, TeamFactory
from tests.review_fixtures import NOTE, SIGNATURE, decide_all
from tests.reviews import word_papers
from tests.routes import FORBIDDEN, NO_METHOD, NOT_FOUND, PAGE, ROLES, Route, cells

REVIEWERS = "buyer counsel lead"
PARTIES = "requester buyer counsel lead"


def at(stage):
    """The review, walked to a stage."""
    return lambda case: [case.review_at(stage).pk]


def desk_wait(case, desk="procurement"):
    return case.review.waits.get(purpose=Purpose.DESK_REVIEW, desk__slug=desk)


def own_term(case):
    """A term that procurement alone decides."""
    return case.review.terms.filter(desk__slug="procurement", second_desk=None).first()


def claimed(case):
    return [claims.claim(desk_wait(case), by=case.people["buyer"]).pk]


def decided(case):
    wait = desk_wait(case)
    decide_all(case.review, wait.desk, by=case.people["buyer"])
    return [wait.pk]


def asked(case):
    return [questions.ask_requester(desk_wait(case), "How many people?", by=case.people["buyer"]).pk]


def asked_of_vendor(case):
    return [questions.ask_vendor(desk_wait(case), "From when?", by=case.people["buyer"]).pk]


def paused(case):
    until = case.today + timedelta(days=3)
    return [pausing.pause(desk_wait(case), until=until, reason="Holidays.", by=case.people["buyer"]).pk]


def with_a_second_desk(case):
    """A second desk of procurement, which can take over what the first one has claimed."""
    desk = TeamFactory(slug="procurement-2", function="procurement")
    MembershipFactory(team=desk)
    return claimed(case)


def raised(case):
    issue = issues.raise_issue(case.review, "It is late.", severity=Severity.CONCERN, by=case.people["buyer"])
    return [issue.pk]


def comment(case, audience="internal"):
    return [comment_actions.comment(case.review, "Hello.", audience=audience, by=case.people["buyer"]).pk]


def privileged(case):
    """A circle of counsel, the lead, and the requester, whom counsel named."""
    inside = [case.people["lead"], case.people["requester"]]
    return [
        comment_actions.comment(
            case.review, "Hello.", audience="privileged", people=inside, by=case.people["counsel"]
        ).circle_id
    ]


INSIDE = "counsel lead requester"


def noted(case):
    return [closing.draft_decision_note(case.review, **NOTE, by=case.people["buyer"]).pk]


def with_paper(case):
    document = documents.add_document(case.review, pdf(), by=case.people["requester"])
    return [case.review.pk, document.pk]


def with_two_versions(case):
    document = word_papers.first_version(case.review, by=case.people["buyer"])
    word_papers.next_version(case.review, document, by=case.people["buyer"])
    return [case.review.pk, document.pk]


def with_decided_words(case):
    """A decided term whose words version 2 changed."""
    review, buyer = case.review, case.people["buyer"]
    document = word_papers.first_version(review, by=buyer)
    term = review.terms.get(term_type__slug="payment-terms")
    word_papers.tie(term, document.versions.get(), "Fees")
    deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=term.desk, by=buyer)
    word_papers.next_version(review, document, by=buyer)
    return [review.pk, document.pk]


def with_reading(case):
    """A small contract on the review, which was read: its version."""
    paper = contract_pdf("Quill Surveys", "Survey tool")
    version = documents.add_document(case.review, paper, by=case.people["requester"]).latest
    read_document(version.pk)
    return version


def read_paper(case):
    return [case.review.pk, with_reading(case).document_id]


def read_page(case):
    """Its first page, drawn."""
    version = with_reading(case)
    draw_page(version.pk, 1)
    return [case.review.pk, version.document_id, 1, 1]


def unmarked_clause(case):
    """A clause of it that nobody proposed."""
    return [case.review.pk, with_reading(case).document_id, 1, 0]


def unread_paper(case):
    """A document that could not be read."""
    file = ContentFile(b"%PDF-1.7\n" + b"\0" * 400, name="broken.pdf")
    document = documents.add_document(case.review, file, by=case.people["requester"])
    read_document(document.latest.pk)
    return [case.review.pk, document.pk]


def proposed(slug, *, settled=False):
    """The proposal of a type; settled, its desk has rejected it."""

    def given(case):
        proposal = Proposal.objects.select_related("review").get(version=with_reading(case), term_type__slug=slug)
        if settled:
            proposals.reject_proposal(proposal, by=case.people["counsel"])
        return [proposal.pk]

    return given


def about_liability(case):
    return {"term_type": TermType.objects.get(slug="liability").pk}


LEGALS = cells(done="counsel lead", refused="buyer")


def unsplit(case):
    """A review for which no rule says who talks to the vendor."""
    SplitRule.objects.filter(slot="vendor_contact").update(is_active=False)
    draft = case.review.intake_request
    draft.pk = draft.review = draft.submitted_at = None
    draft.save()
    return [intake_actions.submit(draft, by=case.people["requester"]).pk]


def to_approve(case):
    return [case.review_at(Stage.FINAL_APPROVAL).approvals.get(desk__slug="procurement").pk]


def seen(case):
    pending = case.review.approvals.pending()
    return {"remark": "", "seen": " ".join(f"{approval.pk}-{approval.fingerprint}" for approval in pending)}


def to_pass_over(case):
    """Clara of legal has the right to pass over the approval of procurement."""
    approval = to_approve(case)
    case.people["counsel"].memberships.update(may_override=True)
    case.people["counsel"].refresh_from_db()
    return approval


def with_reason(case):
    return {"seen": seen(case)["seen"], "reason": "The desk is at the fair."}


def finding(case):
    """A finding that Clara noted."""
    text = {"level": "high", "meaning": "Data may leak."}
    return [risk_findings.raise_finding(case.review, "They were breached.", **text, by=case.people["counsel"]).pk]


def with_something_missing(case):
    """The small contract says nothing about confidentiality, and the review has no such term."""
    with_reading(case)
    case.review.terms.filter(term_type__slug="confidentiality").delete()
    return [case.review.pk, "confidentiality"]


def not_needed(case):
    address = with_something_missing(case)
    kind = TermType.objects.get(slug="confidentiality")
    missing.say_not_needed(case.review, kind, "Our NDA covers it.", by=case.people["counsel"])
    return address


def signed_today(case):
    return {"signed_on": case.today, "starts_on": case.today, **{k: v for k, v in SIGNATURE.items() if v}}


TALKERS = cells(done="buyer lead", refused="counsel requester")
BUYERS_SIDE = cells(done="buyer lead", refused="counsel requester")


def feed(case):
    """The secret address of the buyer's calendar: it opens for whoever has it."""
    return [FeedToken.renew(case.people["buyer"])]


def linked_view(case):
    """The buyer's view, shared with every reviewer who has the link."""
    return view_actions.save_view("Late", filters={"overdue": "on"}, sharing=Sharing.LINK, by=case.people["buyer"])


def private_view(case):
    return [view_actions.save_view("Late", filters={"overdue": "on"}, by=case.people["buyer"]).pk]


def named(case):
    return {"name": "Later", "sharing": "private"}


def disagreed(case, **more):
    """The buyer disagrees on a term of legal."""
    term = case.review.terms.filter(desk__slug="legal", second_desk=None).first()
    return disagreement_actions.disagree(term, "We need more.", by=case.people["buyer"], **more)


def blocking(case):
    return [disagreed(case, proposal="Twice.", is_blocking=True).pk]


def put_to_the_other_side(case):
    """Lena, who leads both sides, has proposed an outcome: somebody else confirms it."""
    disagreement = disagreed(case, proposal="Twice.", is_blocking=True)
    return [disagreement_actions.propose_outcome(disagreement, "Twice.", by=case.people["lead"]).pk]


ROUTES = {
    "reviews:disagree": Route(
        given=lambda case: [own_term(case).pk],
        post=cells(done="counsel lead", refused="buyer"),
        data=lambda case: {"reason": "We need more."},
    ),
    "reviews:disagreement": Route(given=blocking, get=cells(page=REVIEWERS)),
    "reviews:reply_to_disagreement": Route(
        given=blocking, post=cells(done="counsel lead", refused="buyer"), data=lambda case: {"reply": "Half."}
    ),
    "reviews:propose_outcome": Route(
        given=blocking, post=cells(done="lead", refused="buyer counsel"), data=lambda case: {"outcome": "Twice."}
    ),
    "reviews:agree_outcome": Route(
        given=put_to_the_other_side,
        post=cells(done="buyer", refused="counsel lead"),
        data=lambda case: {"outcome": "Twice."},
    ),
    "reviews:withdraw_disagreement": Route(given=blocking, post=cells(done="buyer lead", refused="counsel")),
    "checkins:check_in": Route(get=cells(page=REVIEWERS, others=FORBIDDEN)),
    "checkins:talked_about": Route(
        given=lambda case: [disagreed(case).agenda_mark.pk],
        post=cells(done=REVIEWERS),
        data=lambda case: {"outcome": "Kept."},
    ),
    "reviews:decide_terms": Route(
        given=at(Stage.IN_REVIEW),
        post=cells(done="buyer lead", refused="counsel"),
        data=lambda case: {"outcome": "ask", "term": own_term(case).pk},
    ),
    "reviews:read_document": Route(given=read_paper, get=cells(page=REVIEWERS)),
    "reviews:reading_state": Route(given=read_paper, get=cells(page=PARTIES)),
    "reviews:read_again": Route(given=unread_paper, post=cells(done=PARTIES)),
    "reviews:page": Route(given=read_page, get=cells(page=REVIEWERS)),
    "reviews:page_picture": Route(given=read_page, get=cells(page=REVIEWERS)),
    "reviews:mark_clause": Route(
        given=unmarked_clause, get=cells(page=REVIEWERS), post=cells(done=REVIEWERS), data=about_liability
    ),
    "reviews:correct_proposal": Route(
        given=proposed("liability"), get=cells(page=REVIEWERS), post=LEGALS, data=about_liability
    ),
    "reviews:confirm_proposal": Route(given=proposed("liability"), post=LEGALS),
    "reviews:confirm_all_proposals": Route(given=proposed("liability"), post=LEGALS),
    "reviews:reject_proposal": Route(given=proposed("liability"), post=LEGALS),
    "reviews:reopen_proposal": Route(given=proposed("liability", settled=True), post=LEGALS),
    "reviews:calendar": Route(
        given=feed, get=dict.fromkeys(ROLES, PAGE), post=cells(others=NO_METHOD) | {"anonymous": NO_METHOD}
    ),
    "reviews:nudge": Route(given=lambda case: [desk_wait(case).pk], post=cells(done=PARTIES)),
    "reviews:queue": Route(get=cells(page=REVIEWERS, others=FORBIDDEN)),
    "reviews:bulk": Route(
        post=cells(done="buyer lead", refused="counsel", others=FORBIDDEN),
        data=lambda case: {"do": "claim", "wait": desk_wait(case).pk},
    ),
    "reviews:my_work": Route(get=cells(page=REVIEWERS, others=FORBIDDEN)),
    "reviews:desk": Route(given=lambda case: ["procurement"], get=cells(page="lead", others=FORBIDDEN)),
    "reviews:saved_views": Route(get=cells(page=REVIEWERS, others=FORBIDDEN)),
    "reviews:save_view": Route(
        get=cells(page=REVIEWERS, others=FORBIDDEN), post=cells(refused=REVIEWERS, others=FORBIDDEN), data=named
    ),
    "reviews:saved_view": Route(
        given=lambda case: [linked_view(case).token], get=cells(done=REVIEWERS, others=FORBIDDEN)
    ),
    "reviews:change_view": Route(
        given=lambda case: [linked_view(case).pk],
        get=cells(page="buyer"),
        post=cells(done="buyer"),
        data=named,
    ),
    "reviews:refilter_view": Route(given=private_view, post=cells(done="buyer"), data=lambda case: {"unclaimed": "on"}),
    "reviews:delete_view": Route(given=private_view, post=cells(done="buyer")),
    "reviews:begin_with_view": Route(given=private_view, post=cells(done="buyer")),
    "reviews:review_list": Route(get=cells(page=REVIEWERS, others=FORBIDDEN)),
    "reviews:held_by_nobody": Route(get=cells(page="lead admin", others=FORBIDDEN)),
    "reviews:review": Route(given=at(Stage.IN_REVIEW), get=cells(page=PARTIES)),
    "reviews:timeline": Route(given=at(Stage.IN_REVIEW), get=cells(page=PARTIES)),
    "reviews:joint_position": Route(given=at(Stage.ALIGNED), get=cells(page=REVIEWERS)),
    "reviews:document": Route(given=with_paper, get=cells(page=PARTIES)),
    "reviews:add_version": Route(
        given=with_paper, post=cells(done=PARTIES), data=lambda case: {"file": pdf("returned.pdf", before=b" ")}
    ),
    "reviews:comparison": Route(given=with_two_versions, get=cells(page=PARTIES)),
    "reviews:export_comparison": Route(
        given=with_two_versions, post=cells(page=PARTIES), data=lambda case: {"form": "word"}
    ),
    "reviews:ask_owners_again": Route(
        given=with_decided_words,
        post=cells(done=REVIEWERS),
    ),
    "reviews:term": Route(given=lambda case: [own_term(case).pk], get=cells(page=REVIEWERS)),
    "reviews:decline": Route(
        given=at(Stage.IN_REVIEW), get=cells(page=REVIEWERS), post=cells(done=REVIEWERS), data=lambda case: NOTE
    ),
    "reviews:comment": Route(
        given=at(Stage.IN_REVIEW),
        post=cells(done=PARTIES),
        data=lambda case: {"body": "Hello.", "audience": "internal"},
    ),
    "reviews:comments": Route(given=at(Stage.IN_REVIEW), get=cells(page=PARTIES)),
    "reviews:compose": Route(given=at(Stage.IN_REVIEW), get=cells(page=PARTIES)),
    "reviews:mentionable": Route(given=at(Stage.IN_REVIEW), get=cells(page=PARTIES)),
    "reviews:edit_comment": Route(
        given=comment,
        get=cells(page=REVIEWERS),
        post=cells(done="buyer", refused="counsel lead"),
        data=lambda case: {"body": "Good day.", "version": "first"},
    ),
    "reviews:retract_comment": Route(given=comment, post=cells(done="buyer", refused="counsel lead")),
    "reviews:release_draft": Route(
        given=lambda case: comment(case, "vendor"),
        post=cells(done="buyer lead", refused="counsel"),
        data=lambda case: {"version": "first"},
    ),
    "reviews:circle": Route(given=privileged, get=cells(page=INSIDE)),
    "reviews:add_to_circle": Route(
        given=privileged,
        post=cells(done="counsel lead", refused="requester"),
        data=lambda case: {"person": case.people["buyer"].pk},
    ),
    "reviews:take_out_of_circle": Route(
        given=lambda case: [*privileged(case), case.people["requester"].pk],
        post=cells(done="counsel lead", refused="requester"),
    ),
    "reviews:raise_issue": Route(
        given=at(Stage.IN_REVIEW),
        post=cells(done=REVIEWERS, refused="requester"),
        data=lambda case: {"summary": "It is late.", "severity": Severity.CONCERN},
    ),
    "reviews:add_document": Route(
        given=at(Stage.IN_REVIEW), post=cells(done=PARTIES), data=lambda case: {"file": pdf()}
    ),
    "reviews:answer_split": Route(
        given=unsplit,
        post=cells(done="lead", refused="buyer counsel", not_found="requester"),
        data=lambda case: {"slot": "vendor_contact", "desk": desk_wait(case).desk_id},
    ),
    "reviews:send_to_vendor": Route(given=at(Stage.ALIGNED), post=TALKERS),
    "reviews:request_approval": Route(given=at(Stage.ALIGNED), post=TALKERS),
    "reviews:record_reply": Route(
        given=at(Stage.NEGOTIATION), post=TALKERS, data=lambda case: {"reply": "accepted", "note": ""}
    ),
    "reviews:record_signature": Route(given=at(Stage.SIGNATURE), post=TALKERS, data=signed_today),
    "reviews:withdraw": Route(
        given=at(Stage.IN_REVIEW),
        post=cells(done="requester", refused=REVIEWERS),
        data=lambda case: {"reason": "Not needed any more."},
    ),
    "reviews:claim": Route(given=lambda case: [desk_wait(case).pk], post=BUYERS_SIDE),
    "reviews:release": Route(given=claimed, post=BUYERS_SIDE),
    "reviews:hand_over": Route(
        given=claimed,
        post=BUYERS_SIDE,
        data=lambda case: {"to": case.people["lead"].pk, "reason": "I am away."},
    ),
    "reviews:finish_side": Route(given=decided, post=BUYERS_SIDE),
    "reviews:ask": Route(
        given=lambda case: [desk_wait(case).pk], post=BUYERS_SIDE, data=lambda case: {"question": "How many people?"}
    ),
    "reviews:answer": Route(
        given=asked, post=cells(done="requester", refused=REVIEWERS), data=lambda case: {"answer": "Forty."}
    ),
    "reviews:note_sent": Route(given=asked_of_vendor, post=TALKERS),
    "reviews:withdraw_question": Route(given=asked, post=BUYERS_SIDE),
    "reviews:pause": Route(
        given=lambda case: [desk_wait(case).pk],
        post=BUYERS_SIDE,
        data=lambda case: {"until": case.today + timedelta(days=3), "reason": "The vendor is on holiday."},
    ),
    "reviews:wait_for": Route(
        given=lambda case: [desk_wait(case).pk],
        post=cells(done="buyer lead", refused="counsel requester"),
        data=lambda case: {"what": f"wait-{desk_wait(case, 'legal').pk}", "reason": "The law comes first."},
    ),
    "reviews:resume": Route(given=paused, post=BUYERS_SIDE),
    "reviews:hand_over_to_desk": Route(
        given=with_a_second_desk,
        post=BUYERS_SIDE,
        data=lambda case: {"desk": "procurement-2", "reason": "They know this vendor."},
    ),
    "reviews:decide_term": Route(
        given=lambda case: [own_term(case).pk],
        post=cells(done="buyer lead", refused="counsel"),
        data=lambda case: {"outcome": "ask", "desk": own_term(case).desk_id},
    ),
    "reviews:choose_paper": Route(
        given=lambda case: [own_term(case).pk],
        post=cells(done="buyer lead", refused="counsel"),
        data=lambda case: {"document": "", "reason": ""},
    ),
    "reviews:edit_term": Route(
        given=lambda case: [own_term(case).pk],
        post=cells(done="buyer lead", refused="counsel"),
        data=lambda case: {"position": "Less.", "vendor_wording": "More.", "place": "3.1"},
    ),
    "reviews:comment_on_term": Route(
        given=lambda case: [own_term(case).pk], post=cells(done=REVIEWERS), data=lambda case: {"body": "Hello."}
    ),
    "reviews:resolve_issue": Route(
        given=raised,
        post=BUYERS_SIDE,
        data=lambda case: {"resolution": "They are early after all."},
    ),
    "reviews:approve": Route(given=to_approve, post=cells(done="lead", refused="buyer counsel requester"), data=seen),
    "reviews:skip_approval": Route(
        given=to_pass_over, post=cells(done="counsel", refused="buyer requester lead"), data=with_reason
    ),
    "reviews:override_approval": Route(
        given=to_pass_over, post=cells(done="counsel", refused="buyer requester lead"), data=with_reason
    ),
    "reviews:change_figures": Route(
        given=at(Stage.IN_REVIEW),
        post=cells(done="buyer lead", refused="counsel"),
        data=lambda case: {"value": "40000", "currency": "EUR", "reason": "They said so."},
    ),
    "reviews:add_missing_term": Route(
        given=with_something_missing, post=cells(done="counsel lead", refused="buyer", others=NOT_FOUND)
    ),
    "reviews:not_needed": Route(
        given=with_something_missing,
        post=cells(done="counsel lead", refused="buyer", others=NOT_FOUND),
        data=lambda case: {"reason": "Our NDA covers it."},
    ),
    "reviews:need_after_all": Route(
        given=not_needed, post=cells(done="counsel lead", refused="buyer", others=NOT_FOUND)
    ),
    "reviews:raise_finding": Route(
        given=at(Stage.IN_REVIEW),
        post=cells(done=REVIEWERS),
        data=lambda case: {"level": "high", "text": "They were breached.", "meaning": "Data may leak."},
    ),
    "reviews:resolve_finding": Route(
        given=finding, post=cells(done="buyer lead", refused="counsel"), data=lambda case: {"reason": "It is mended."}
    ),
    "reviews:waive_finding": Route(
        given=finding, post=cells(done="buyer lead", refused="counsel"), data=lambda case: {"reason": "It is small."}
    ),
    "reviews:co_sign": Route(given=noted, post=cells(done="counsel lead", refused="buyer", others=NOT_FOUND)),
    "reviews:object_to_note": Route(
        given=noted,
        post=cells(done="counsel lead", refused="buyer", others=NOT_FOUND),
        data=lambda case: {"objection": "The vendor has taken that back."},
    ),
}
