"""An Actor: only the seats that the absent person and the delegate share, and nothing that can be changed."""

from copy import copy
from dataclasses import FrozenInstanceError, replace
from itertools import product

import pytest

from people.models import Membership, Team, User
from reviews.acting.actor import NO_SEATS, Actor, Seat, seats_of
from reviews.acting.standing_in import as_delegate, desks_led
from reviews.approvals import policies as approval_policies
from reviews.models import Approval, Outcome, Purpose, Slot
from reviews.rounds import alignment
from reviews.rules import policies as rule_policies
from reviews.spine import policies
from reviews.terms import deciding
from reviews.terms import policies as term_policies
from reviews.waits import claims, questions
from reviews.waits import policies as wait_policies
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import decide_all
from tests.reviews.reading import answer_anew, denied, desk_wait, open_wait_of, term

# --- which seats count ------------------------------------------------------------------------------

DESKS = [Team(pk=pk, name=side.title(), speaks_for=side) for pk, side in [(1, "legal"), (2, "commercial")]]
SEATINGS = list(product([None, "member", "lead"], repeat=len(DESKS)))


def seated(pk, seating):
    """A person who never was in the database, with a seat (or none) on each of the desks."""
    user = User(pk=pk, name=f"Person {pk}")
    user.desks_held = [
        Membership(team=desk, user=user, is_lead=part == "lead", may_override=True)
        for desk, part in zip(DESKS, seating, strict=True)
        if part
    ]
    return user


@pytest.mark.parametrize("absent_seating", SEATINGS)
@pytest.mark.parametrize("delegate_seating", SEATINGS)
def test_standing_in_lends_the_seats_of_desks_where_both_sit(absent_seating, delegate_seating):
    actor = Actor.standing_in(seated(1, delegate_seating), seated(2, absent_seating))
    shared = [ours and theirs for ours, theirs in zip(delegate_seating, absent_seating, strict=True)]
    assert [actor.is_on(desk) for desk in DESKS] == [part is not None for part in shared]
    assert [actor.leads(desk) for desk in DESKS] == [part == "lead" for part in shared]
    assert [actor.leads_side(desk.speaks_for) for desk in DESKS] == [part == "lead" for part in shared]
    assert actor.desks_led == {desk.pk for desk, part in zip(DESKS, shared, strict=True) if part == "lead"}
    assert (actor.pk, actor.people_counted) == (2, {1, 2})


@pytest.mark.parametrize("seating", SEATINGS)
def test_acting_in_person_answers_as_the_user_does(seating):
    user = seated(1, seating)
    actor = Actor.in_person(user)
    assert [actor.is_on(desk) for desk in DESKS] == [user.is_on(desk) for desk in DESKS]
    assert [actor.leads(desk) for desk in DESKS] == [user.leads(desk) for desk in DESKS]
    assert [actor.leads_side(desk.speaks_for) for desk in DESKS] == [user.leads_side(desk.speaks_for) for desk in DESKS]
    assert actor.desks_led == {desk.pk for desk in user.teams_led}
    assert (actor.pk, actor.people_counted, actor.for_whom) == (1, {1}, None)


# --- nobody changes it ------------------------------------------------------------------------------

MEMBER, LEAD = ("member", None), ("lead", "lead")


@pytest.mark.parametrize("name", ["user", "seats", "for_whom"])
def test_actor_cannot_be_changed(name):
    actor = Actor.standing_in(seated(1, MEMBER), seated(2, LEAD))
    before = replace(actor)
    with pytest.raises(FrozenInstanceError):
        setattr(actor, name, None)
    with pytest.raises(FrozenInstanceError):
        delattr(actor, name)
    assert actor == before


def test_seat_cannot_be_changed():
    [seat] = Actor.standing_in(seated(1, MEMBER), seated(2, LEAD)).seats
    for name in ("desk_id", "speaks_for", "is_lead"):
        with pytest.raises(FrozenInstanceError):
            setattr(seat, name, 2)


def test_actor_has_no_room_for_anything_else():
    actor = Actor.in_person(seated(1, MEMBER))
    with pytest.raises((FrozenInstanceError, TypeError)):
        actor.desks_held = []
    with pytest.raises(TypeError):
        vars(actor)
    assert isinstance(actor.seats, frozenset)


def test_changing_the_user_later_does_not_change_the_actor():
    user = seated(1, MEMBER)
    actor = Actor.in_person(user)
    user.desks_held = seated(1, LEAD).desks_held
    assert [actor.leads(desk) for desk in DESKS] == [False, False]


@pytest.mark.parametrize(
    "build",
    [
        lambda delegate, absent: Actor(delegate, seats_of(absent), for_whom=absent),
        lambda delegate, absent: Actor(delegate, seats_of(absent)),
        lambda delegate, absent: Actor(delegate, seats_of(delegate), for_whom=absent),
        lambda delegate, absent: Actor(delegate, frozenset({Seat(99, "legal", is_lead=True)})),
        lambda delegate, absent: replace(Actor.standing_in(delegate, absent), seats=seats_of(absent)),
        lambda delegate, absent: replace(Actor.in_person(absent), user=delegate),
    ],
    ids=["all of the absent", "theirs as ours", "ours as theirs", "nobody's", "replaced seats", "replaced user"],
)
def test_building_an_actor_with_seats_of_one_alone_is_refused(build):
    with pytest.raises(ValueError, match="An Actor has a seat that is not theirs to use"):
        build(seated(1, MEMBER), seated(2, LEAD))


def test_standing_in_for_oneself_is_refused():
    user = seated(1, LEAD)
    with pytest.raises(ValueError, match="Nobody stands in for themselves"):
        Actor.standing_in(user, copy(user))


def test_policies_are_not_asked_about_an_actor_from_outside(review, counsel):
    """A door has a user. An Actor in its place is a mistake that shows at once, and lends nothing."""
    with pytest.raises(AttributeError):
        policies.may_talk_to_vendor(Actor.in_person(counsel), review)


# --- seats of both x policies -----------------------------------------------------------------------

TABLE = """
absent                delegate            claim escalation hand_over close decide escalated approve vendor split
legal                 legal               x     .          .         x     x      .         .       .      .
legal                 procurement         .     .          .         .     .      .         .       .      .
legal*                legal               x     x          x         x     x      x         .       .      x
legal*                legal*              x     x          x         x     x      x         .       .      x
legal*                procurement         .     .          .         .     .      .         .       .      .
legal*                procurement*        .     .          .         .     .      .         .       .      .
legal                 legal*              x     .          .         x     x      .         .       .      .
procurement           procurement         .     .          .         .     .      .         .       x      .
procurement*          procurement         .     .          .         .     .      .         x       x      x
procurement*          legal               .     .          .         .     .      .         .       .      .
procurement           procurement*        .     .          .         .     .      .         .       x      .
legal*,procurement*   legal               x     x          x         x     x      x         .       .      x
legal*,procurement*   procurement         .     .          .         .     .      .         x       x      x
legal*,procurement*   legal,procurement   x     x          x         x     x      x         x       x      x
legal*,procurement*   privacy             .     .          .         .     .      .         .       .      .
legal,procurement     legal,procurement   x     .          .         x     x      .         .       x      .
legal,procurement*    legal*,privacy      x     .          .         x     x      .         .       .      .
privacy*              privacy             .     .          .         .     .      .         .       .      .
privacy*,legal        privacy*,legal      x     .          .         x     x      .         .       .      .
nothing               legal*              .     .          .         .     .      .         .       .      .
legal*                nothing             .     .          .         .     .      .         .       .      .
"""
"""What is lent to a delegate, by the seats of both (* leads). What the desks hold is unclaimed; `claim`, `close`,
`hand_over`, `decide` are about legal, `escalation` and `escalated` about what legal's leads decide, `approve` and
`vendor` about procurement; `split` is for leads of either."""

HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
VERBS = HEADER[2:]


@pytest.fixture
def person_on(desks):
    """person_on("legal*,privacy"): somebody new with these seats; * leads."""

    def seat(seats):
        user = UserFactory()
        for name in seats.split(",") if seats != "nothing" else []:
            MembershipFactory(team=desks[name.rstrip("*")], user=user, is_lead=name.endswith("*"))
        return user

    return seat


@pytest.fixture
def asked(review, desks, counsel):
    """{verb: (policy, what it is asked about)}, on one review."""
    answer_anew(review, Slot.VENDOR_CONTACT, desk=desks["procurement"], person=None, backup=None)
    legal, wait = desks["legal"], desk_wait(review, desks["legal"])
    liability, indemnities = term(review, "liability"), term(review, "indemnities")
    deciding.decide_term(indemnities, Outcome.ESCALATED, desk=legal, reason="Hm.", by=counsel)
    indemnities.refresh_from_db()
    approval = Approval(review=review, desk=desks["procurement"], wait=wait, requester=review.requester)
    return {
        "claim": (wait_policies.may_claim, (wait,)),
        "escalation": (wait_policies.may_claim, (open_wait_of(review, Purpose.ESCALATION),)),
        "hand_over": (wait_policies.may_hand_over, (wait,)),
        "close": (wait_policies.may_close, (wait,)),
        "decide": (term_policies.may_decide, (liability, legal)),
        "escalated": (term_policies.may_decide, (indemnities, legal)),
        "approve": (approval_policies.may_approve, (approval,)),
        "vendor": (policies.may_talk_to_vendor, (review,)),
        "split": (rule_policies.may_answer_split, (review,)),
    }


def test_delegate_may_what_the_seats_of_both_allow(asked, person_on, away):
    """Lent rights as the table says; and through the door, in their own name whatever they may themselves."""
    lent, in_whose_name, expected = {}, {}, {}
    for absent_seats, delegate_seats, *marks in ROWS:
        absent, delegate = person_on(absent_seats), person_on(delegate_seats)
        away(absent, delegate)
        pair = f"{delegate_seats} for {absent_seats}"
        actor = Actor.standing_in(delegate, absent)
        own = {verb: policy.in_person(delegate, *about) for verb, (policy, about) in asked.items()}
        lent[pair] = {verb: policy.allows(actor, *about) for verb, (policy, about) in asked.items()}
        expected[pair] = {verb: mark == "x" for verb, mark in zip(VERBS, marks, strict=True)}
        for verb, (policy, about) in asked.items():
            answer = policy.as_whom(delegate, *about)
            in_whose_name[pair, verb] = answer and (answer.user, answer.for_whom)
            right = (delegate, None) if own[verb] else (delegate, absent) if expected[pair][verb] else None
            assert in_whose_name[pair, verb] == right, (pair, verb)
            assert policy(delegate, *about) is (right is not None), (pair, verb)
    assert lent == expected


@pytest.mark.parametrize("verb", VERBS)
def test_every_column_has_a_yes_and_a_no(verb):
    assert {row[HEADER.index(verb)] for row in ROWS} == {"x", "."}


def test_nothing_is_lent_while_the_other_is_there(asked, person_on):
    delegate = person_on("legal")
    person_on("legal*,procurement*")
    assert as_delegate(delegate) == []
    assert [verb for verb, (policy, about) in asked.items() if policy.as_whom(delegate, *about)] == [
        "claim",
        "close",
        "decide",
    ]


def test_desks_led_are_own_and_lent_ones(person_on, away, desks):
    absent, delegate = person_on("legal*,procurement*"), person_on("legal,privacy*")
    assert desks_led(delegate) == {desks["privacy"].pk}
    away(absent, delegate)
    assert desks_led(delegate) == {desks["privacy"].pk, desks["legal"].pk}


# --- what one person holds --------------------------------------------------------------------------


def test_holding_for_somebody_names_them_and_lends_no_seat(review, desks, counsel, lead, away):
    wait = claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    away(lead, counsel)
    wait.on_behalf_of = lead
    wait.save(update_fields=["on_behalf_of"])
    assert wait_policies.may_close.as_whom(counsel, wait) == Actor(counsel, NO_SEATS, for_whom=lead)


def test_asking_again_reads_nothing(review, desks, counsel, lead, away, django_assert_num_queries):
    """Desks and absences are read once for each loaded person, however many policies are asked."""
    away(lead, counsel)
    wait = desk_wait(review, desks["legal"])
    wait.leads_only = True
    with django_assert_num_queries(6):  # the wait's review and desk; own desks; two about absences; the other's desks
        assert wait_policies.may_claim(counsel, wait)
    with django_assert_num_queries(0):
        assert wait_policies.may_claim(counsel, wait)
        assert wait_policies.may_hand_over(counsel, wait)


@pytest.mark.parametrize(("desk", "answer"), [("legal", True), ("procurement", False)])
def test_what_the_other_holds_is_the_delegates_at_shared_desks_only(desk, answer, review, desks, counsel, lead, away):
    """Lena holds work of two desks; Clara sits on legal alone."""
    wait = claims.claim(desk_wait(review, desks[desk]), by=lead)
    away(lead, counsel)
    asked_of_holders = (wait_policies.may_close, wait_policies.may_hand_over, wait_policies.may_release)
    assert [policy(counsel, wait) for policy in asked_of_holders] == [answer] * 3
    assert [policy(lead, wait) for policy in asked_of_holders] == [True] * 3


def test_side_of_another_desk_is_not_closed_in_the_others_place(review, desks, counsel, buyer, lead, away):
    wait = claims.claim(desk_wait(review, desks["procurement"]), by=lead)
    decide_all(review, desks["procurement"], by=buyer)
    away(lead, counsel)
    with denied("Lena Lead closes this side."):
        alignment.finish_side(wait, by=counsel)


def test_question_to_the_requester_is_nobody_elses_to_close(review, desks, requester, counsel, away, person_on):
    """The requester sits on legal too, and names a colleague there as delegate."""
    MembershipFactory(team=desks["legal"], user=requester)
    question = questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    delegate = person_on("legal")
    away(requester, delegate)
    assert wait_policies.may_close(requester, question)
    assert not wait_policies.may_close(delegate, question)


def test_person_who_left_the_desk_holds_nothing_for_it(review, desks, counsel):
    wait = claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    assert wait_policies.may_close(counsel, wait)
    Membership.objects.filter(user=counsel).delete()
    counsel.refresh_from_db()
    assert not wait_policies.may_close(counsel, wait)  # as it was, before it was given back
    assert not wait_policies.may_hand_over(counsel, wait)
    wait.refresh_from_db()
    assert wait.person is None
