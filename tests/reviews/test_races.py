"""Two people at the same moment, on two real connections. Each race has a control that goes wrong without the lock.

Both are held up at the worst place (`meet`): after reading, before writing. With the lock on, the second cannot get
there before the first has finished.
"""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection

from common.locks import locked_row
from common.models import Event
from contracts.models import Reading
from intake import actions as intake_actions
from intake import policies as intake_policies
from people.models import Absence
from reviews.absences import actions as absence_actions
from reviews.approvals import asking
from reviews.approvals import deciding as approval_deciding
from reviews.closing import actions as closing
from reviews.closing import policies as closing_policies
from reviews.disagreements import actions as disagreement_actions
from reviews.disagreements import policies as disagreement_policies
from reviews.models import Book, Disagreement, Outcome, Purpose, Review, RuleVersion, TermDecision
from reviews.negotiation import actions as negotiation
from reviews.papers import proposing, readings
from reviews.pure.rule_sets import Rule
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.rounds import policies as round_policies
from reviews.rules import drafts
from reviews.rules.books import live_rules
from reviews.spine import policies, stage
from reviews.tasks.absences import follow_absences
from reviews.terms import deciding, outcomes
from reviews.waits import bulk, claims, opening_and_closing, pausing, questions
from reviews.waits import policies as wait_policies
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import NOTE, decide_all
from tests.reviews.reading import desk_wait, open_wait_of, row, term
from tests.reviews.together import HELD_UP, SLOW, Meeting, together, without_locks
from tests.reviews.word_papers import first_version, read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def software(software):
    """With a few terms only: privacy and security have none."""
    software.term_types.set(software.term_types.filter(slug__in=["price", "service-credits", "liability"]))
    return software


@pytest.fixture
def lock(request, monkeypatch):
    """ "on", or "off" for a control."""
    if request.param == "off":
        without_locks(monkeypatch)
    return request.param


@pytest.fixture
def meet(request, monkeypatch):
    """meet((module, name), ...): both threads wait for each other there, before they go on."""
    off = "lock" in request.fixturenames and request.getfixturevalue("lock") == "off"
    return partial(Meeting, monkeypatch, patience=SLOW if off else HELD_UP)


with_and_without = pytest.mark.parametrize("lock", ["on", "off"], indirect=True)


def events(verb):
    return Event.objects.filter(verb=verb).count()


# --- claiming ---------------------------------------------------------------------------------------


@with_and_without
def test_claim_by_two_at_once_has_one_winner(lock, review, desks, counsel, lead, meet):
    wait = desk_wait(review, desks["legal"])
    meet((wait_policies, "blockers_to_claim"))

    answers = together(lambda: claims.claim(wait, by=counsel), lambda: claims.claim(wait, by=lead))

    wait.refresh_from_db()
    if lock == "on":
        assert answers == sorted([wait, f"{wait.person} took this first."], key=str)
        assert events("wait.claimed") == 1
    else:
        assert answers == [wait, wait]
        assert events("wait.claimed") == 2


# --- deciding a shared term -------------------------------------------------------------------------


@with_and_without
def test_decide_shared_term_by_two_desks_at_once_settles_it(lock, review, desks, buyer, counsel, meet):
    credits = term(review, "service-credits")
    meet((outcomes, "combined"))

    together(
        lambda: deciding.decide_term(
            credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer
        ),
        lambda: deciding.decide_term(credits, Outcome.THEIRS, desk=desks["legal"], reason="Less.", by=counsel),
    )

    assert TermDecision.objects.filter(term=credits).count() == 2
    assert row(credits, "outcome") == (Outcome.THEIRS if lock == "on" else Outcome.OPEN,)


@with_and_without
def test_escalating_a_term_while_its_desk_finishes_is_not_lost(lock, review, desks, buyer, counsel, lead, meet):
    """Without the lock the desk is done and the escalated term is left behind."""
    decide_all(review, desks["legal"], by=counsel)
    wait, liability = desk_wait(review, desks["legal"]), term(review, "liability")
    meet((alignment, "close_wait"), (outcomes, "combined"))

    answers = together(
        lambda: alignment.finish_side(wait, by=counsel),
        lambda: deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="Low.", by=lead),
    )

    wait.refresh_from_db()
    left_behind = not wait.is_open and row(liability, "outcome") == (Outcome.ESCALATED,)
    assert left_behind == (lock == "off")
    if lock == "on":
        assert sum(isinstance(answer, str) for answer in answers) == 1


# --- finishing --------------------------------------------------------------------------------------


@with_and_without
def test_finish_side_by_two_desks_at_once_aligns_once(lock, review, desks, buyer, counsel, meet):
    decide_all(review, desks["procurement"], by=buyer)
    decide_all(review, desks["legal"], by=counsel)
    waits = {person: desk_wait(review, desks[desk]) for person, desk in ((buyer, "procurement"), (counsel, "legal"))}
    meet((round_policies, "blockers_to_alignment"), after=True)

    together(
        *(lambda person=person, wait=wait: alignment.finish_side(wait, by=person) for person, wait in waits.items())
    )

    review.refresh_from_db()
    joint = review.waits.filter(purpose=Purpose.JOINT_POSITION).count()
    if lock == "on":
        assert (review.stage, joint) == (Stage.ALIGNED, 1)
    else:  # each thought that the other was still at work: nobody holds the review any more
        assert (review.stage, joint) == (Stage.IN_REVIEW, 0)
        assert list(Review.objects.held_by_nobody()) == [review]


# --- approving --------------------------------------------------------------------------------------


@pytest.fixture
def in_approval(review, desks, buyer, counsel, lead):
    for desk, person in (("procurement", buyer), ("legal", counsel)):
        decide_all(review, desks[desk], by=person)
        alignment.finish_side(desk_wait(review, desks[desk]), by=person)
    return negotiation.request_approval(review, by=buyer)


@with_and_without
def test_approve_by_two_leads_at_once_counts_once(lock, in_approval, lead, desks, meet):
    second = UserFactory(name="Lars Lead")
    MembershipFactory(team=desks["procurement"], user=second, is_lead=True)
    approval = in_approval.approvals.get()
    meet((approval_deciding, "give"))

    answers = together(*(lambda by=by: approval_deciding.approve(approval, by=by) for by in (lead, second)))

    if lock == "on":
        assert answers == [in_approval, "This approval has been given already."]
    else:  # both went past the question whether it was given, and the database takes one
        assert answers == ["An approval stays as it is: UPDATE is refused.", in_approval]
    assert (events("approval.given"), events("review.moved")) == (1, 4)
    assert in_approval.waits.filter(purpose=Purpose.SIGNATURE).count() == 1


@with_and_without
def test_approve_while_what_it_covers_changes_is_never_given_unseen(lock, in_approval, lead, buyer, meet):
    approval, price = in_approval.approvals.get(), term(in_approval, "price")
    shown = {approval.pk: approval.fingerprint}
    meet((approval_deciding, "give"), (asking, "_tell_of_change"))  # the change was seen while nobody had approved

    together(
        lambda: approval_deciding.approve(approval, seen=shown, by=lead),
        lambda: deciding.edit_term(price, position="Half of it.", vendor_wording="", place="", by=buyer),
    )

    given = in_approval.approvals.current().filter(decided_at__isnull=False)
    unseen = [each for each in given if each.fingerprint != shown[approval.pk]]
    if lock == "on":  # whoever came second: asked again, or refused with the difference
        assert unseen == []
        assert in_approval.approvals.pending().get().difference
    else:
        assert unseen == [approval]


@with_and_without
@pytest.mark.parametrize("book", Book)
def test_save_rules_by_two_admins_at_once_tells_the_second(lock, book, defaults, admin, desks, meet):
    other = UserFactory(name="Olga Other", is_admin=True)
    place = "legal_review" if book == Book.SPLIT else "approval"
    for person in (admin, other):
        drafts.put_rule(Rule(place, f"By {person}", desks["legal"].pk), by=person)
    meet((drafts, "blockers_to_save"), after=True)

    def save(person):
        try:
            return str(drafts.save_rules("We try it.", book=book, by=person))
        except IntegrityError:
            return "the database refused it, without a word for the person"

    answers = together(*(partial(save, person) for person in (admin, other)))

    first = RuleVersion.objects.get(book=book, number=2).saved_by
    if lock == "on":
        told = f"{first} has saved version 2 meanwhile. Discard and start from it."
        assert answers == sorted(["Version 2", told])
        assert live_rules(book).at(place)[-1].rule.name == f"By {first}"
    else:
        assert answers == ["Version 2", "the database refused it, without a word for the person"]


@pytest.mark.parametrize("lock", ["on"], indirect=True)
def test_withdraw_while_a_lead_approves_ends_one_way(lock, in_approval, lead, requester, meet):
    approval = in_approval.approvals.get()
    meet((policies, "blockers_to_work"))

    together(
        lambda: approval_deciding.approve(approval, by=lead),
        lambda: closing.withdraw(in_approval, "No budget.", by=requester),
    )

    assert row(in_approval, "stage") == ("withdrawn",)
    assert not in_approval.waits.open().exists()


# --- questions --------------------------------------------------------------------------------------


@with_and_without
def test_asking_while_the_requester_withdraws_leaves_no_question_behind(
    lock, review, desks, counsel, requester, meet, monkeypatch
):
    wait = desk_wait(review, desks["legal"])
    meeting = meet((wait_policies, "blockers_to_ask"))
    has_read, blockers_to_ask = threading.Event(), wait_policies.blockers_to_ask

    def blockers_after_reading(wait):
        has_read.set()
        return blockers_to_ask(wait)

    def withdraw():
        has_read.wait(SLOW)  # else a busy machine may end the review before it was read as open
        closing.withdraw(review, "No budget.", by=requester)
        meeting.arrive()

    monkeypatch.setattr(wait_policies, "blockers_to_ask", blockers_after_reading)

    answers = together(lambda: questions.ask_requester(wait, "Who?", by=counsel), withdraw)

    assert row(review, "stage") == ("withdrawn",)
    assert not review.waits.open().exists()
    refusal = "wait_that_is_closed_stands_still_for_nothing"  # without the lock, the database has the last word
    assert any(refusal in str(answer) for answer in answers) == (lock == "off")


def _locked_unless_review(row, *names, **options):
    return row if isinstance(row, Review) else locked_row(row, *names, **options)


@pytest.mark.parametrize("review_first", [True, False])
def test_answering_while_the_review_ends_locks_nobody_out(
    review_first, review, desks, counsel, requester, meet, monkeypatch
):
    """The control locks waits alone: the answer goes from the question to the wait behind it, the end of the review
    comes the other way, and each holds what the other needs."""
    wait = desk_wait(review, desks["legal"])
    review.waits.exclude(pk=wait.pk).delete()
    question = questions.ask_requester(wait, "Who?", by=counsel)
    meet((opening_and_closing, "_end"), patience=HELD_UP if review_first else SLOW)
    if not review_first:
        monkeypatch.setattr(stage, "locked_row", _locked_unless_review)

    answers = together(
        lambda: questions.answer_question(question, "Me.", by=requester),
        lambda: closing.withdraw(review, "No budget.", by=requester),
    )

    assert ("deadlock detected" in answers) == (not review_first)
    if review_first:
        assert review in answers
        assert not review.waits.open().exists()


# --- submitting -------------------------------------------------------------------------------------


@with_and_without
def test_submit_pressed_twice_opens_one_review(lock, draft, requester, buyer, counsel, meet):
    meet((intake_policies, "faults_to_submission"))

    answers = together(*[lambda: intake_actions.submit(draft, by=requester)] * 2)

    if lock == "on":
        review = Review.objects.get()
        assert answers == [review, "This request has been submitted and cannot be changed any more."]
    else:
        assert Review.objects.count() == 2


# --- notes ------------------------------------------------------------------------------------------


def test_signing_and_objecting_at_once_is_one_or_the_other(review, desks, buyer, counsel, lead, meet):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)
    meet((closing_policies, "blockers_to_co_sign"))
    answers = together(lambda: closing.co_sign(note, by=counsel), lambda: closing.object_to_note(note, "No.", by=lead))
    assert "This decision note has been answered already." in answers
    signed, objected = row(note, "co_signed_by", "objected_by")
    assert (signed is None) != (objected is None)


def test_two_notes_at_once_are_one(review, buyer, counsel):
    together(*(lambda by=by: closing.draft_decision_note(review, **NOTE, by=by) for by in (buyer, counsel)))
    assert review.decision_notes.count() == 1
    assert open_wait_of(review, Purpose.CO_SIGNATURE)


# --- absences ---------------------------------------------------------------------------------------


@pytest.fixture
def overlaps_allowed(lock):
    """For the control: the database's own guard is taken away too, and put back."""
    guard = next(each for each in Absence._meta.constraints if each.name == "absence_of_one_person_never_overlaps")
    if lock == "off":
        with connection.schema_editor() as editor:
            editor.remove_constraint(Absence, guard)
    yield
    if lock == "off":
        Absence.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Absence, guard)


@with_and_without
def test_two_overlapping_absences_at_once_are_one(lock, overlaps_allowed, counsel, lead, today, meet):
    meet((absence_actions, "_faults"), after=True)

    answers = together(
        *(
            lambda by=by, last=last: absence_actions.plan_absence(counsel, starts_on=today, ends_on=today + last, by=by)
            for by, last in ((counsel, timedelta(days=3)), (lead, timedelta(days=5)))
        )
    )

    refused = [answer for answer in answers if isinstance(answer, str)]
    if lock == "on":
        assert [answer.partition(":")[0] for answer in refused] == ["Clara Counsel is away already"]
        assert Absence.objects.count() == 1
    else:
        assert (refused, Absence.objects.count()) == ([], 2)


def test_two_overlapping_absences_past_the_lock_are_refused_by_the_database(counsel, today, monkeypatch, meet):
    without_locks(monkeypatch)
    meet((absence_actions, "_faults"), after=True)

    def plan():
        try:
            return absence_actions.plan_absence(counsel, starts_on=today, ends_on=today, by=counsel)
        except IntegrityError as refusal:
            return "absence_of_one_person_never_overlaps" in str(refusal)

    answers = together(plan, plan)
    assert sum(isinstance(answer, Absence) for answer in answers) == 1
    assert Absence.objects.count() == 1


def test_two_sweeps_at_once_move_once(review, desks, counsel, lead, today, meet):
    wait = claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    absence = absence_actions.plan_absence(counsel, starts_on=today, ends_on=today, delegate=lead, by=counsel)
    absence_actions.offer_waits(absence, at_start=[wait], by=counsel)
    meet((absence_actions, "move_agreed"))

    together(follow_absences, follow_absences)

    assert row(wait, "person__name", "on_behalf_of__name") == ("Lena Lead", "Clara Counsel")
    assert events("wait.delegated") == 1
    assert lead.notices.filter(key__startswith=f"absence-{absence.pk}-begun").count() == 1


def test_together_reports_refusals_as_sentences():
    def refuse():
        raise PermissionDenied("Not you.")

    assert together(refuse, refuse) == ["Not you.", "Not you."]


# --- waiting for each other -------------------------------------------------------------------------


@with_and_without
def test_two_desks_who_wait_for_each_other_at_once_do_not_close_a_circle(lock, review, desks, buyer, counsel, meet):
    ours, theirs = desk_wait(review, desks["procurement"]), desk_wait(review, desks["legal"])
    meet((wait_policies, "faults_of_reason"))

    together(
        lambda: pausing.wait_for(ours, theirs, reason="Law first.", by=buyer),
        lambda: pausing.wait_for(theirs, ours, reason="Price first.", by=counsel),
    )

    waiting = review.waits.open().filter(waits_for__isnull=False).count()
    assert waiting == (1 if lock == "on" else 2)


# --- several at once, and settling --------------------------------------------------------------------


@with_and_without
def test_claim_many_by_two_at_once_gives_each_wait_to_one_of_them(lock, review, desks, counsel, lead, meet):
    wait = desk_wait(review, desks["legal"])
    meet((wait_policies, "blockers_to_claim"))

    def take(person):
        return [attempt.refusal for attempt in bulk.claim_many([wait], by=person)]

    answers = together(lambda: take(counsel), lambda: take(lead))

    wait.refresh_from_db()
    if lock == "on":
        assert answers == [[""], [f"{wait.person} took this first."]]
        assert events("wait.claimed") == 1
    else:
        assert answers == [[""], [""]]
        assert events("wait.claimed") == 2


@with_and_without
def test_disagreement_is_settled_once_by_two_leads_at_once(lock, review, desks, buyer, lead, meet):
    leads = [UserFactory(name=f"Lead {number}", email=f"lead{number}@duet.example") for number in range(2)]
    for each in leads:
        MembershipFactory(team=desks["legal"], user=each, is_lead=True)
    liability = term(review, "liability")
    disagreement = disagreement_actions.disagree(liability, "Low.", proposal="Twice.", is_blocking=True, by=buyer)
    disagreement_actions.propose_outcome(disagreement, "Twice.", by=lead)
    Disagreement.objects.update(proposed_for_owners=False)  # Lena leads both sides, and spoke for procurement
    meet((disagreement_policies, "may_agree"))

    answers = together(
        *[partial(disagreement_actions.agree_outcome, disagreement, outcome="Twice.", by=each) for each in leads]
    )

    assert events("disagreement.settled") == (1 if lock == "on" else 2)
    assert [str(answer) for answer in answers].count("This has been settled already.") == (1 if lock == "on" else 0)


# --- documents --------------------------------------------------------------------------------------


@pytest.fixture
def scan(review, buyer, monkeypatch):
    """A version that was read without its scanned page, on a machine with Tesseract. Nothing is proposed yet."""
    monkeypatch.setattr("reading.can_recognise", lambda: True)
    version = first_version(review, by=buyer, looks_like={"Liability": "liability"}).latest
    Reading.objects.update(pages=[{"number": 1, "start": 0, "end": 0, "picture": True}])
    return version


@with_and_without
@pytest.mark.parametrize("where", ["the same review", "another that holds it"])
def test_proposing_while_somebody_has_the_document_read_again_waits_for_the_new_reading(
    lock, where, review, another_review, scan, buyer, monkeypatch, meet
):
    other = another_review()
    other.documents.add(scan.document)
    about = review if where == "the same review" else other
    Meeting(monkeypatch, (proposing, "propose_on"), (readings, "ask_again"), patience=SLOW)
    meet((proposing, "types_touched"), (readings, "record"))
    together(
        lambda: proposing.propose_on(about.pk, scan.pk),
        lambda: readings.read_again(review, scan, recognise=True, by=buyer).state,
    )
    read(scan, {"Liability": "liability"})
    assert proposing.is_to_be_proposed(about, scan) == (lock == "on")
