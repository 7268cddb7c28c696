"""Going away: what moves to the delegate, when, who is told, and what comes back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from intake import actions as intake_actions
from people.models import Absence
from reviews.absences import actions as absence_actions
from reviews.absences import delegation as absence_delegation
from reviews.models import Delegation, Slot, SplitRule, Wait
from reviews.tasks.absences import follow_absences
from reviews.waits import claims, hand_overs
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, denied, desk_wait, refused, row

MONDAY = "2026-11-23T10:00+00:00"
TUESDAY = "2026-11-24T08:00+00:00"
WEDNESDAY = "2026-11-25T08:00+00:00"
FRIDAY = "2026-11-27T08:00+00:00"
SATURDAY = "2026-11-28T08:00+00:00"


@pytest.fixture
@groundwork
def second(desks):
    """Another member of the legal desk."""
    return MembershipFactory(team=desks["legal"], user=UserFactory(name="Sara Second")).user


@pytest.fixture
@groundwork
def held(review, desks, counsel):
    """The legal side, in the hands of counsel."""
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def plan(person, delegate=None, first="2026-11-25", last="2026-11-27", by=None, reason=""):
    """From Wednesday to Friday, planned on Monday."""
    return absence_actions.plan_absence(
        person,
        starts_on=date.fromisoformat(first),
        ends_on=date.fromisoformat(last),
        delegate=delegate,
        reason=reason,
        by=by or person,
    )


def holder(wait):
    return row(wait, "person__name", "on_behalf_of__name")


def fresh(*people):
    for person in people:
        person.refresh_from_db()


# --- planning ---------------------------------------------------------------------------------------


def test_plan_tells_the_delegate_and_writes_no_reason_into_the_log(at, counsel, second, lead):
    at(MONDAY)
    written = Written()
    absence = plan(counsel, second, by=lead, reason="Surgery")
    days = "25 November 2026 to 27 November 2026"
    assert written.notices == [
        ("Clara Counsel", "assignment", f"Lena Lead has planned an absence for you: {days}."),
        ("Sara Second", "assignment", f"Clara Counsel is away {days}. You stand in."),
    ]
    assert written.events == [
        (
            "Lena Lead",
            "absence.planned",
            "internal",
            f"planned an absence of Clara Counsel, {days}; Sara Second stands in",
        )
    ]
    assert (absence.created_by, absence.reason) == (lead, "Surgery")


def test_plan_is_for_oneself_and_ones_leads(counsel, buyer):
    with denied("An absence is planned by the person themselves or by a lead of their desk."):
        plan(counsel, by=buyer)


def test_plan_is_refused_with_what_is_wrong(at, counsel):
    at(MONDAY)
    plan(counsel)
    with refused("Clara Counsel is away already: 25 November 2026 to 27 November 2026. Change that absence instead."):
        plan(counsel, first="2026-11-27", last="2026-11-30")
    with refused("Please shorten the reason to 120 characters; it has 121."):
        plan(counsel, first="2026-12-27", last="2026-12-30", reason="x" * 121)


# --- new work ---------------------------------------------------------------------------------------


def route_legal_to(person, backup=None):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=person, backup=backup)


def new_wait(another_review, desks):
    return desk_wait(another_review(), desks["legal"])


def test_new_work_goes_to_the_delegate_and_names_both(away, another_review, desks, counsel, second):
    route_legal_to(counsel)
    away(counsel, second)
    written = Written()
    wait = new_wait(another_review, desks)
    assert holder(wait) == ("Sara Second", "Clara Counsel")
    assert "asked Sara Second for Clara Counsel to look at its part" in [summary for *_, summary in written.events]
    assert ("Sara Second", "assignment", wait.needed) in written.notices
    assert ("Clara Counsel", "assignment", wait.needed) not in written.notices


@pytest.mark.parametrize(
    ("with_backup", "with_delegate", "expected"),
    [
        (False, False, (None, None)),
        (True, False, ("Lena Lead", None)),
        (True, True, ("Sara Second", "Clara Counsel")),
    ],
)
def test_new_work_of_somebody_away(
    with_backup, with_delegate, expected, away, another_review, desks, counsel, second, lead
):
    route_legal_to(counsel, lead if with_backup else None)
    away(counsel, second if with_delegate else None)
    assert holder(new_wait(another_review, desks)) == expected


def test_new_work_follows_a_chain_and_ends_a_circle_in_the_queue(away, another_review, desks, counsel, second, lead):
    route_legal_to(counsel)
    away(counsel, second)
    chain = away(second, lead)
    assert holder(new_wait(another_review, desks)) == ("Lena Lead", "Clara Counsel")
    Absence.objects.filter(pk=chain.pk).update(delegate=counsel)
    assert holder(new_wait(another_review, desks)) == (None, None)


def test_new_work_never_goes_to_a_delegate_who_asks_for_it(away, another_review, desks, counsel, second):
    route_legal_to(counsel)
    away(counsel, second)
    own = another_review(by=second)
    assert holder(desk_wait(own, desks["legal"])) == (None, None)


def test_new_work_before_the_first_day_stays(away, another_review, desks, counsel, second):
    route_legal_to(counsel)
    away(counsel, second, starting=1)
    assert holder(new_wait(another_review, desks)) == ("Clara Counsel", None)


def test_hand_over_to_somebody_away_is_refused(held, away, counsel, second):
    away(second)
    with refused("Sara Second is away until 27 November 2026. Choose somebody who is there."):
        hand_overs.hand_over(held, to=second, reason="Please.", by=counsel)


# --- pending work -----------------------------------------------------------------------------------


def test_pending_work_stays_unless_it_is_offered(at, held, counsel, second):
    at(MONDAY)
    plan(counsel, second)
    at(WEDNESDAY)
    assert follow_absences() == 1
    assert holder(held) == ("Clara Counsel", None)


def test_offered_work_moves_on_the_first_day_once_and_tells_once(at, held, counsel, second):
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    at(TUESDAY)
    assert follow_absences() == 0
    assert holder(held) == ("Clara Counsel", None)

    at(WEDNESDAY)
    written = Written()
    assert (follow_absences(), follow_absences()) == (1, 0)
    assert holder(held) == ("Sara Second", "Clara Counsel")
    assert written.events == [
        (
            None,
            "wait.delegated",
            "business",
            f"passed on from Clara Counsel, who is away, to Sara Second: {held.needed}",
        )
    ]
    assert written.notices == [
        (
            "Sara Second",
            "assignment",
            f"Clara Counsel is away until 27 November 2026. With you: {held.review.reference} {held.needed}\n"
            "If you cannot take something, give it back: it then waits in the queue of your desk.",
        )
    ]


def test_offer_now_moves_at_once_and_tells_in_one_notice(at, held, another_review, desks, counsel, second):
    at(MONDAY)
    other = claims.claim(desk_wait(another_review(), desks["legal"]), by=counsel)
    absence = plan(counsel, second)
    written = Written()
    absence_actions.offer_waits(absence, now=[held], at_start=[other], by=counsel)
    assert (holder(held), holder(other)) == (("Sara Second", "Clara Counsel"), ("Clara Counsel", None))
    [(to, _, body)] = written.notices
    assert to == "Sara Second"
    assert f"Yours now: {held.review.reference}" in body
    assert f"Yours from 25 November 2026 on: {other.review.reference}" in body


def test_offer_can_be_taken_back_until_it_moves(at, held, counsel, second):
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    absence_actions.offer_waits(absence, stays=[held], by=counsel)
    at(WEDNESDAY)
    follow_absences()
    assert holder(held) == ("Clara Counsel", None)


def test_offer_of_what_the_delegate_cannot_take_is_refused(at, held, desks, counsel, second, requester):
    at(MONDAY)
    MembershipFactory(team=desks["legal"], user=requester)
    MembershipFactory(team=desks["privacy"], user=counsel)
    fresh(counsel, requester)
    privacy = claims.claim(desk_wait(held.review, desks["privacy"]), by=counsel)
    absence = plan(counsel, second)
    reference = held.review.reference
    with refused(f"Sara Second does not sit on Privacy: {reference} stays, or is handed to somebody who does."):
        absence_actions.offer_waits(absence, at_start=[privacy], by=counsel)
    absence_actions.cancel_absence(absence, by=counsel)
    absence = plan(counsel, requester)
    with refused(f"{reference} was asked for by Rosa Requester, who cannot work on it."):
        absence_actions.offer_waits(absence, at_start=[held], by=counsel)


def test_work_handed_over_meanwhile_is_left_alone(at, held, counsel, second, lead):
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    hand_overs.hand_over(held, to=lead, reason="Quicker.", by=counsel)
    at(WEDNESDAY)
    follow_absences()
    assert holder(held) == ("Lena Lead", None)


def test_offered_work_goes_to_the_queue_when_the_delegate_is_away_too(at, held, counsel, second, desks):
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    plan(second)
    at(WEDNESDAY)
    follow_absences()
    assert holder(held) == (None, None)


def test_delegate_declines_what_was_agreed_and_gives_back_what_has_come(at, held, counsel, second, lead):
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    delegation = Delegation.objects.get()
    with denied("Only whoever stands in can say that they cannot take this."):
        absence_actions.decline_delegation(delegation, by=lead)
    written = Written()
    absence_actions.decline_delegation(delegation, by=second)
    body = f"Sara Second cannot take this while you are away: {held.review.reference} {held.needed}"
    assert written.notices == [("Clara Counsel", "assignment", body)]
    with refused("This has moved or been declined already. What is with you can be given back."):
        absence_actions.decline_delegation(delegation, by=second)

    absence_actions.offer_waits(absence, now=[held], by=counsel)
    claims.release(held, by=second)
    assert holder(held) == (None, None)


# --- the end ----------------------------------------------------------------------------------------


@pytest.fixture
def delegated(at, held, counsel, second):
    """The legal side, with the delegate, on the Wednesday on which the absence has begun."""
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    at(WEDNESDAY)
    follow_absences()
    fresh(counsel, second)
    held.refresh_from_db()
    return held


def test_end_offers_back_and_moves_nothing_silently(at, delegated, counsel, second):
    at(FRIDAY)
    assert follow_absences() == 0
    at(SATURDAY)
    written = Written()
    assert (follow_absences(), follow_absences()) == (1, 0)
    assert holder(delegated) == ("Sara Second", "Clara Counsel")
    what = f"{delegated.review.reference} {delegated.needed}"
    assert written.notices == [
        ("Clara Counsel", "assignment", f"Welcome back.\nStill with Sara Second, yours to take back: {what}"),
        (
            "Sara Second",
            "assignment",
            f"Clara Counsel is back.\nStays with you until one of you says otherwise: {what}",
        ),
    ]
    with denied("Only the one for whom it is held can take this back."):
        absence_delegation.take_back(delegated, by=second)
    absence_delegation.take_back(delegated, by=counsel)
    assert holder(delegated) == ("Clara Counsel", None)


def test_end_early_is_today(at, delegated, counsel, second):
    absence = Absence.objects.get()
    absence_actions.end_absence(absence, by=counsel)
    assert row(absence, "cancelled_at") == (timezone.now(),)  # on its first day: it never was
    fresh(counsel, second)
    assert holder(delegated) == ("Sara Second", "Clara Counsel")
    plan(counsel, second, first="2026-11-30", last="2026-12-04")
    with refused("It has not begun. Call it off instead."):
        absence_actions.end_absence(Absence.objects.latest("pk"), by=counsel)


def test_end_early_shortens_what_has_begun(at, delegated, counsel):
    at(FRIDAY)
    absence = Absence.objects.get()
    absence_actions.end_absence(absence, by=counsel)
    assert row(absence, "ends_on", "cancelled_at") == (date(2026, 11, 26), None)
    with refused("This absence is over."):
        absence_actions.end_absence(absence, by=counsel)


def test_cancel_voids_what_was_agreed(at, held, counsel, second):
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    written = Written()
    absence_actions.cancel_absence(absence, by=counsel)
    assert written.told == ["Sara Second"]
    at(WEDNESDAY)
    assert follow_absences() == 0
    assert holder(held) == ("Clara Counsel", None)
    assert not Delegation.objects.agreed().exists()


def test_cancel_of_what_has_begun_is_refused(delegated, counsel):
    with refused("It has begun. End it early instead."):
        absence_actions.cancel_absence(Absence.objects.get(), by=counsel)


def test_absence_missed_by_a_long_silence_leaves_everything_where_it_was(at, held, counsel, second):
    at(MONDAY)
    absence = plan(counsel, second)
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    at("2026-12-14T08:00+00:00")
    assert (follow_absences(), follow_absences()) == (1, 0)
    assert holder(held) == ("Clara Counsel", None)


# --- changing ---------------------------------------------------------------------------------------


def change(absence, by, **given):
    columns = {name: getattr(absence, name) for name in ("starts_on", "ends_on", "delegate", "reason")}
    return absence_actions.change_absence(absence, **{**columns, **given}, by=by)


def test_change_of_the_delegate_takes_the_work_along(delegated, counsel, second, lead):
    absence = Absence.objects.select_related("delegate", "person").get()
    written = Written()
    change(absence, counsel, delegate=lead)
    assert holder(delegated) == ("Lena Lead", "Clara Counsel")
    assert written.told == ["Lena Lead", "Sara Second"]


def test_change_to_no_delegate_puts_the_work_into_the_queue(delegated, counsel):
    change(Absence.objects.select_related("delegate", "person").get(), counsel, delegate=None)
    assert holder(delegated) == (None, None)


def test_change_of_the_first_day_is_refused_once_it_has_begun(delegated, counsel):
    absence = Absence.objects.select_related("delegate", "person").get()
    with refused("It has begun, so its first day stays. The last day can be moved."):
        change(absence, counsel, starts_on=absence.starts_on + timedelta(days=1))
    change(absence, counsel, ends_on=absence.ends_on + timedelta(days=7))
    assert row(absence, "ends_on") == (date(2026, 12, 4),)


# --- the clock --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Pacific/Kiritimati", "2026-11-24T09:59+00:00", "2026-11-24T10:01+00:00"),  # UTC+14
        ("Pacific/Pago_Pago", "2026-11-25T10:59+00:00", "2026-11-25T11:01+00:00"),  # UTC-11
    ],
)
def test_first_day_begins_on_the_persons_own_clock(at, zone, before, after, held, counsel, second):
    counsel.time_zone = zone
    counsel.save()
    at(MONDAY)
    absence_actions.offer_waits(plan(counsel, second), at_start=[held], by=counsel)
    at(before)
    assert follow_absences() == 0
    at(after)
    assert follow_absences() == 1
    assert holder(held) == ("Sara Second", "Clara Counsel")


def test_taken_over_by_a_colleague_nothing_is_held_for_anybody(delegated, second, lead):
    hand_overs.hand_over(delegated, to=lead, reason="Too much.", by=second)
    assert holder(delegated) == ("Lena Lead", None)


def test_agreed_twice_it_is_one(at, held, counsel, second):
    at(MONDAY)
    absence = plan(counsel, second)
    for _ in range(2):
        absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    assert Delegation.objects.count() == 1


def test_submission_while_everybody_is_away_is_not_lost(at, away, draft, requester, counsel, lead, buyer, desks):
    for person in (counsel, lead, buyer):
        away(person)
    review = intake_actions.submit(draft, by=requester)
    assert Wait.objects.open().filter(review=review, person=None).count() == len(Wait.objects.filter(review=review))
