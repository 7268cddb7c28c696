"""The addresses of reviews. `case` is a Case of tests/test_routes.py: the review walked to a stage, and the people."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from djmoney.money import Money

from contracts.tasks import draw_page, read_document
from intake import actions as intake_actions
from intake.demo.paper import contract_pdf
from intake.models import RequestType
from people.models import FeedToken, Membership, Team, User
from reviews.agenda.actions import mark_for_check_in
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.disagreements import actions as disagreement_actions
from reviews.findings import findings as risk_findings
from reviews.findings import issues
from reviews.first_looks import actions as looks
from reviews.models import NamedPerson, Outcome, Proposal, Purpose, Review, Severity, Sharing, SplitRule, TermType, Wait
from reviews.papers import documents, proposals
from reviews.playbook import missing
from reviews.pure.stages import Stage
from reviews.saved_views import actions as view_actions
from reviews.terms import deciding
from reviews.value import ledger
from reviews.waits import claims, pausing, questions
from reviews.walls import actions as walls
from tests.contracts.builders import pdf
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.review_fixtures import NOTE, SIGNATURE, decide_all
from tests.reviews import word_papers
from tests.reviews.reading import state_key
from tests.routes import Route


def at(stage):
    """The review, walked to a stage."""
    return lambda case: [case.review_at(stage).pk]


def desk_wait(case, desk="procurement"):
    return case.review.waits.get(purpose=Purpose.DESK_REVIEW, desk__slug=desk)


def taken_by_the_buyer(case):
    """The buyer has just taken the review of procurement."""
    return [claims.claim(desk_wait(case), by=case.people["buyer"]).pk]


def approval_without_a_lead(case):
    """Procurement has lost its only lead; counsel leads legal."""
    review = case.review_at(Stage.FINAL_APPROVAL)
    Membership.objects.filter(user=case.people["counsel"]).update(is_lead=True)
    Membership.objects.filter(user=case.people["lead"]).update(is_lead=False)
    for person in case.people.values():
        person.refresh_from_db()
    return [review.waits.open().get(purpose=Purpose.APPROVAL).pk]


def side_without_members(case):
    """Privacy has lost its people; finance could take over."""
    Membership.objects.filter(team__slug="privacy").delete()
    return [desk_wait(case, "privacy").pk]


def own_term(case):
    """A term that procurement alone decides."""
    return case.review.terms.filter(desk__slug="procurement", second_desk=None).first()


def first_look(case):
    """The open first look of procurement at a heads-up by the requester."""
    draft = intake_actions.give_heads_up(
        RequestType.objects.get(slug="services"),
        title="Agency",
        vendor_name="Bright",
        reason="The campaign team is two people short.",
        by=case.people["requester"],
    )
    return [draft.review.waits.get(purpose=Purpose.FIRST_LOOK, desk__slug="procurement").pk]


def looked_at(case):
    [pk] = first_look(case)
    return [looks.look(Wait.objects.get(pk=pk), by=case.people["buyer"]).pk]


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
    desk = TeamFactory(slug="procurement-2", speaks_for="commercial")
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


def unknown(case):
    """Passages of which reading knows the side, but not the term."""
    version = with_reading(case)
    passages = Proposal.objects.filter(version=version, term_type__slug="publicity")
    pks = list(passages.values_list("pk", flat=True))
    passages.update(term_type=None, desk=None)
    return version, pks


def proven(case):
    """Passages that procurement may confirm from a list: they meet our position, as such passages mostly do."""
    within_30 = {"measure": "payment_days", "comparison": "at_least", "value": "30", "unit": "day"}
    TermType.objects.filter(slug="payment-terms").update(expectations=[within_30])
    version = with_reading(case)
    return version, [Proposal.objects.get(version=version, term_type__slug="payment-terms").pk]


def paper_with(passages, *more):
    def given(case):
        version, _ = passages(case)
        return [case.review.pk, version.document_id, 1, *more]

    return given


def newest(slug=None):
    """What is sent to settle the passages of a list, as the newest paper has it."""

    def data(case):
        version = case.review.documents.order_by("pk").last().latest
        passages = Proposal.objects.filter(version=version)
        of_list = passages.filter(term_type__slug=slug) if slug else passages.filter(term_type=None)
        return {"passage": list(of_list.values_list("pk", flat=True))}

    return data


def own_term_on_paper(case):
    """The term of a point of a paper, for legal to decide."""
    version = with_reading(case)
    return [case.review.pk, version.document_id, 1, case.review.terms.get(term_type__slug="liability").pk]


def decision_of_legal(case):
    return {"desk": Team.objects.get(slug="legal").pk, "outcome": "ask"}


def about_liability(case):
    return {"term_type": TermType.objects.get(slug="liability").pk}


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


def noted_value(case):
    """An amount that Ben noted; here his own desk checks amounts, too."""
    Team.objects.filter(slug="procurement").update(checks_value=True)
    facts = {"before": Money("12", "EUR"), "after": Money("9", "EUR"), "per": "year", "against": "budget"}
    facts |= {"kind": "saving", "what": "A lower price", "evidence": "The plan."}
    return [ledger.note_value(case.review, **facts, by=case.people["buyer"]).pk]


def value_by_program(case):
    return {"review": case.review.reference, "kind": "risk_reduced", "what": "A cap"}


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
    return {"signed_on": case.today, "starts_on": case.today, **SIGNATURE}


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


def walled(case):
    """The review, which exists for the buyer, the lead and the colleagues of legal who are on it."""
    people = [case.people["buyer"], case.people["counsel"]]
    return walls.wall(case.review, people, by=case.people["lead"])


def escalated_without_a_lead(case):
    """A term of legal, escalated to the leads of legal, of whom there is none any more."""
    liability = case.review.terms.get(term_type__slug="liability")
    counsel, legal = case.people["counsel"], Team.objects.get(slug="legal")
    deciding.decide_term(liability, Outcome.ESCALATED, desk=legal, reason="Please.", by=counsel)
    Membership.objects.filter(team=legal).update(is_lead=False)
    for person in case.people.values():
        person.refresh_from_db()
    return [case.review.waits.open().get(purpose=Purpose.ESCALATION).pk]


def cut_off(case):
    """Walled, and the only one who is named has left. A newcomer, who is not inside, leads legal."""
    newcomer = UserFactory(name="Nora Newcomer", email="nora@duet.example")
    MembershipFactory(team=Team.objects.get(slug="legal"), user=newcomer, is_lead=True)
    NamedPerson.objects.create(review=case.review, person=UserFactory(is_active=False), added_by=newcomer)
    Review.objects.filter(pk=case.review.pk).update(walled_at=timezone.now())
    return [case.review.pk]


def the_newcomer():
    return User.objects.get(name="Nora Newcomer")


def of_walled(case):
    return [walled(case).pk]


def somebody_named(case):
    """The privacy desk's colleague, named on the walled review: nobody of a function is missed without them."""
    named = walls.name_person(walled(case), case.people["part"], by=case.people["lead"])
    return [case.review.pk, named.pk]


def marked_for_check_in(case):
    mark_for_check_in(case.review, "Two at once.", by=case.people["buyer"])
    return [case.review.pk]


ROUTES = {
    "reviews:named_people": Route(given=of_walled),
    "reviews:wall": Route(
        given=at(Stage.IN_REVIEW),
        data=lambda case: {"people": [case.people["buyer"].pk, case.people["counsel"].pk]},
    ),
    "reviews:name_person": Route(given=of_walled, data=lambda case: {"person": case.people["part"].pk}),
    "reviews:let_in": Route(
        given=cut_off,
        data=lambda case: {"person": the_newcomer().pk, "reason": "Everybody inside has left."},
    ),
    "reviews:name_outside_counsel": Route(
        given=of_walled, data=lambda case: {"person": case.people["outside"].email, "until": case.today}
    ),
    "reviews:remove_person": Route(given=somebody_named),
    "reviews:take_wall_down": Route(given=of_walled),
    "reviews:disagree": Route(
        given=lambda case: [own_term(case).pk],
        data=lambda case: {"reason": "We need more."},
    ),
    "reviews:disagreement": Route(given=blocking),
    "reviews:reply_to_disagreement": Route(given=blocking, data=lambda case: {"reply": "Half."}),
    "reviews:propose_outcome": Route(given=blocking, data=lambda case: {"outcome": "Twice."}),
    "reviews:agree_outcome": Route(
        given=put_to_the_other_side,
        data=lambda case: {"outcome": "Twice."},
    ),
    "reviews:withdraw_disagreement": Route(given=blocking),
    "reviews:discuss": Route(given=lambda case: [case.review.pk], data=lambda case: {"why": "Two at once."}),
    "reviews:take_off_agenda": Route(given=marked_for_check_in),
    "checkins:talked_about": Route(
        given=lambda case: [disagreed(case).agenda_mark.pk],
        data=lambda case: {"outcome": "Kept."},
    ),
    "reviews:decide_terms": Route(
        given=at(Stage.IN_REVIEW),
        data=lambda case: {
            "outcome": "ask",
            "term": own_term(case).pk,
            f"seen-{own_term(case).pk}": state_key(own_term(case)),
        },
    ),
    "reviews:read_document": Route(given=read_paper),
    "reviews:reading_state": Route(given=read_paper),
    "reviews:read_again": Route(given=unread_paper),
    "reviews:page": Route(given=read_page),
    "reviews:page_picture": Route(given=read_page),
    "reviews:mark_clause": Route(given=unmarked_clause, data=about_liability),
    "reviews:part": Route(given=lambda case: [*read_paper(case), 1, 1]),
    "reviews:point": Route(given=lambda case: [*read_paper(case), 1, f"t-{about_liability(case)['term_type']}"]),
    "reviews:decide_on_paper": Route(given=own_term_on_paper, data=decision_of_legal),
    "reviews:confirm_listed": Route(given=paper_with(proven, "procurement"), data=newest("payment-terms")),
    "reviews:set_aside": Route(given=paper_with(unknown), data=newest()),
    "reviews:correct_proposal": Route(given=proposed("liability"), data=about_liability),
    "reviews:confirm_proposal": Route(given=proposed("liability")),
    "reviews:confirm_all_proposals": Route(given=proposed("liability")),
    "reviews:reject_proposal": Route(given=proposed("liability")),
    "reviews:reopen_proposal": Route(given=proposed("liability", settled=True)),
    "reviews:calendar": Route(given=feed),
    "reviews:nudge": Route(given=lambda case: [desk_wait(case).pk]),
    "reviews:queue": Route(),
    "reviews:queue_now": Route(),
    "reviews:undo": Route(given=taken_by_the_buyer),
    "reviews:peek": Route(given=lambda case: [desk_wait(case).pk]),
    "reviews:bulk": Route(
        data=lambda case: {"do": "claim", "wait": desk_wait(case).pk},
    ),
    "reviews:my_work": Route(),
    "reviews:desk": Route(given=lambda case: ["procurement"]),
    "reviews:saved_views": Route(),
    "reviews:save_view": Route(data=named),
    "reviews:saved_view": Route(given=lambda case: [linked_view(case).token]),
    "reviews:change_view": Route(
        given=lambda case: [linked_view(case).pk],
        data=named,
    ),
    "reviews:refilter_view": Route(given=private_view, data=lambda case: {"unclaimed": "on"}),
    "reviews:delete_view": Route(given=private_view),
    "reviews:begin_with_view": Route(given=private_view),
    "reviews:review_list": Route(),
    "reviews:held_by_nobody": Route(),
    "reviews:name_approver": Route(
        given=approval_without_a_lead,
        data=lambda case: {"person": case.people["lead"].pk, "reason": "Nobody of procurement can."},
    ),
    "reviews:name_settler": Route(
        given=escalated_without_a_lead,
        data=lambda case: {"person": case.people["buyer"].pk, "reason": "Nobody of legal can."},
    ),
    "reviews:hand_on": Route(
        given=side_without_members,
        data=lambda case: {"desk": Team.objects.get(slug="finance").pk, "reason": "Privacy has nobody."},
    ),
    "reviews:change_requester": Route(
        given=lambda case: [case.review.pk],
        data=lambda case: {"person": case.people["stranger"].pk, "reason": "Rosa has left."},
    ),
    "reviews:review": Route(given=at(Stage.IN_REVIEW)),
    "reviews:timeline": Route(given=at(Stage.IN_REVIEW)),
    "reviews:joint_position": Route(given=at(Stage.ALIGNED)),
    "reviews:document": Route(given=with_paper),
    "reviews:add_version": Route(given=with_paper, data=lambda case: {"file": pdf("returned.pdf", before=b" ")}),
    "reviews:comparison": Route(given=with_two_versions),
    "reviews:export_comparison": Route(given=with_two_versions, data=lambda case: {"form": "word"}),
    "reviews:ask_owners_again": Route(
        given=with_decided_words,
    ),
    "reviews:term": Route(given=lambda case: [own_term(case).pk]),
    "reviews:decline": Route(given=at(Stage.IN_REVIEW), data=lambda case: NOTE),
    "reviews:comment": Route(
        given=at(Stage.IN_REVIEW),
        data=lambda case: {"body": "Hello.", "audience": "internal"},
    ),
    "reviews:comments": Route(given=at(Stage.IN_REVIEW)),
    "reviews:compose": Route(given=at(Stage.IN_REVIEW)),
    "reviews:mentionable": Route(given=at(Stage.IN_REVIEW)),
    "reviews:edit_comment": Route(
        given=comment,
        data=lambda case: {"body": "Good day.", "version": "first"},
    ),
    "reviews:retract_comment": Route(given=comment),
    "reviews:release_draft": Route(
        given=lambda case: comment(case, "vendor"),
        data=lambda case: {"version": "first"},
    ),
    "reviews:circle": Route(given=privileged),
    "reviews:add_to_circle": Route(
        given=privileged,
        data=lambda case: {"person": case.people["buyer"].pk},
    ),
    "reviews:take_out_of_circle": Route(
        given=lambda case: [*privileged(case), case.people["requester"].pk],
    ),
    "reviews:raise_issue": Route(
        given=at(Stage.IN_REVIEW),
        data=lambda case: {"summary": "It is late.", "severity": Severity.CONCERN},
    ),
    "reviews:add_document": Route(given=at(Stage.IN_REVIEW), data=lambda case: {"file": pdf()}),
    "reviews:answer_split": Route(
        given=unsplit,
        data=lambda case: {"slot": "vendor_contact", "desk": desk_wait(case).desk_id},
    ),
    "reviews:send_to_vendor": Route(given=at(Stage.ALIGNED)),
    "reviews:request_approval": Route(given=at(Stage.ALIGNED)),
    "reviews:record_reply": Route(given=at(Stage.NEGOTIATION), data=lambda case: {"reply": "accepted", "note": ""}),
    "reviews:record_signature": Route(given=at(Stage.SIGNATURE), data=signed_today),
    "reviews:withdraw": Route(
        given=at(Stage.IN_REVIEW),
        data=lambda case: {"reason": "Not needed any more."},
    ),
    "reviews:wait": Route(given=lambda case: [desk_wait(case).pk]),
    "reviews:claim": Route(given=lambda case: [desk_wait(case).pk]),
    "reviews:release": Route(given=claimed),
    "reviews:hand_over": Route(
        given=claimed,
        data=lambda case: {"to": case.people["lead"].pk, "reason": "I am away."},
    ),
    "reviews:first_look": Route(given=first_look, data=lambda case: {"has_concerns": "no"}),
    "reviews:look_again": Route(given=looked_at, data=lambda case: {"reason": "They sent a data sheet."}),
    "reviews:finish_side": Route(given=decided),
    "reviews:ask": Route(given=lambda case: [desk_wait(case).pk], data=lambda case: {"question": "How many people?"}),
    "reviews:answer": Route(given=asked, data=lambda case: {"answer": "Forty."}),
    "reviews:note_sent": Route(given=asked_of_vendor),
    "reviews:withdraw_question": Route(given=asked),
    "reviews:pause": Route(
        given=lambda case: [desk_wait(case).pk],
        data=lambda case: {"until": case.today + timedelta(days=3), "reason": "The vendor is on holiday."},
    ),
    "reviews:wait_for": Route(
        given=lambda case: [desk_wait(case).pk],
        data=lambda case: {"what": f"wait-{desk_wait(case, 'legal').pk}", "reason": "The law comes first."},
    ),
    "reviews:another_day": Route(
        given=lambda case: [desk_wait(case).pk],
        data=lambda case: {"day": case.today + timedelta(days=2), "reason": "The vendor is on holiday."},
    ),
    "reviews:resume": Route(given=paused),
    "reviews:hand_over_to_desk": Route(
        given=with_a_second_desk,
        data=lambda case: {"desk": "procurement-2", "reason": "They know this vendor."},
    ),
    "reviews:decide_term": Route(
        given=lambda case: [own_term(case).pk],
        data=lambda case: {"outcome": "ask", "desk": own_term(case).desk_id},
    ),
    "reviews:choose_paper": Route(
        given=lambda case: [own_term(case).pk],
        data=lambda case: {"document": "", "reason": ""},
    ),
    "reviews:edit_term": Route(
        given=lambda case: [own_term(case).pk],
        data=lambda case: {"position": "Less.", "vendor_wording": "More.", "place": "3.1"},
    ),
    "reviews:comment_on_term": Route(given=lambda case: [own_term(case).pk], data=lambda case: {"body": "Hello."}),
    "reviews:resolve_issue": Route(
        given=raised,
        data=lambda case: {"resolution": "They are early after all."},
    ),
    "reviews:approve": Route(given=to_approve, data=seen),
    "reviews:skip_approval": Route(given=to_pass_over, data=with_reason),
    "reviews:override_approval": Route(given=to_pass_over, data=with_reason),
    "reviews:change_figures": Route(
        given=at(Stage.IN_REVIEW),
        data=lambda case: {"value": "40000", "currency": "EUR", "reason": "They said so."},
    ),
    "reviews:add_missing_term": Route(given=with_something_missing),
    "reviews:not_needed": Route(
        given=with_something_missing,
        data=lambda case: {"reason": "Our NDA covers it."},
    ),
    "reviews:need_after_all": Route(given=not_needed),
    "reviews:value_list": Route(),
    "reviews:value_export": Route(),
    "reviews:value_of_review": Route(given=lambda case: [case.review.pk]),
    "reviews:value_note": Route(
        given=lambda case: [case.review.pk],
        data=lambda case: {"kind": "risk_reduced", "what": "A cap", "by_legal": "on"},
    ),
    "reviews:value": Route(given=noted_value),
    "reviews:value_confirm": Route(given=noted_value),
    "reviews:value_reject": Route(given=noted_value, data=lambda case: {"why": "No."}),
    "reviews:value_withdraw": Route(given=noted_value, data=lambda case: {"why": "Twice."}),
    "reviews:raise_finding": Route(
        given=at(Stage.IN_REVIEW),
        data=lambda case: {"level": "high", "text": "They were breached.", "meaning": "Data may leak."},
    ),
    "reviews:resolve_finding": Route(given=finding, data=lambda case: {"reason": "It is mended."}),
    "reviews:waive_finding": Route(given=finding, data=lambda case: {"reason": "It is small."}),
    "reviews:co_sign": Route(given=noted),
    "reviews:object_to_note": Route(
        given=noted,
        data=lambda case: {"objection": "The vendor has taken that back."},
    ),
}
