"""The owner proposes, a lead of procurement decides, legal signs an end, the desk sends; evidence meets the date."""

from datetime import date

import pytest

from common.log import events_of
from common.models import Audience
from contracts.actions import ladders, renewals
from contracts.models import Contract, RenewalDecision
from notices.models import Notice
from tests.contracts.builders import pdf
from tests.reviews.reading import denied, refused, row


def now_of(contract):
    return RenewalDecision.objects.get(contract=contract, closed_at=None)


def test_propose_asks_the_lead_of_procurement(hosting, decision, requester, chief):
    renewals.propose(hosting, "renegotiate", why=" Traffic doubled. ", by=requester)
    assert row(now_of(hosting), "proposal", "proposal_why", "proposed_by__name", "answer") == (
        "renegotiate",
        "Traffic doubled.",
        "Rosa Requester",
        "",
    )
    body = Notice.objects.get(recipient=chief).body
    assert body == "Rosa Requester proposes to renegotiate it: Traffic doubled. You decide, by 17 December 2026."
    line = str(events_of(hosting, audiences=Audience.values)[0])
    assert line == "Rosa Requester proposed to renegotiate: “Traffic doubled.”"


def test_propose_opens_what_nobody_has_looked_at_yet(hosting, requester):
    renewals.propose(hosting, "renew", why="We need it.", by=requester)
    assert now_of(hosting).proposal == "renew"


def test_decide_to_renew_settles_it_and_renews_nothing(hosting, decision, requester, chief):
    renewals.propose(hosting, "renew", why="We need it.", by=requester)
    renewals.decide(hosting, "renew", why="Agreed.", by=chief)
    assert now_of(hosting).settled_at
    hosting.refresh_from_db()
    assert (hosting.act_by, hosting.term_ends_on) == (date(2026, 12, 31), date(2027, 3, 31))


def test_end_takes_a_lead_legal_and_evidence(hosting, decision, chief, counsel, buyer):
    renewals.decide(hosting, "end", why="Nobody uses it.", by=chief)
    with refused("Legal has not signed yet: notice does not go out before."):
        renewals.record_sending(hosting, sent_on=date(2026, 11, 23), how="By courier.", by=buyer)
    renewals.sign(hosting, by=counsel)
    assert now_of(hosting).settled_at is None
    renewals.record_sending(hosting, sent_on=date(2026, 11, 23), how="By courier.", file=pdf("receipt.pdf"), by=buyer)
    decision.refresh_from_db()
    assert decision.settled_at and decision.sent_version.original_name == "receipt.pdf"
    contract = Contract.objects.get(pk=hosting.pk)
    assert (contract.act_by, contract.next_ends_on, contract.term_ends_on) == (None, None, date(2027, 3, 31))
    lines = [str(event) for event in events_of(hosting, audiences=Audience.values)]
    assert lines[0] == (
        "Ben Buyer noted that notice went out on 23 November 2026: “By courier.”, with “receipt.pdf” as evidence"
    )
    assert "Clara Counsel signed the decision to end" in lines


def test_notice_that_goes_out_too_late_stops_nothing(hosting, decision, chief, counsel, buyer, on):
    renewals.decide(hosting, "end", why="Nobody uses it.", by=chief)
    renewals.sign(hosting, by=counsel)
    on("2027-01-04")
    renewals.record_sending(hosting, sent_on=date(2027, 1, 4), how="By e-mail.", by=buyer)
    decision.refresh_from_db()
    contract = Contract.objects.get(pk=hosting.pk)
    assert decision.settled_at is None
    assert (contract.act_by, contract.next_ends_on) == (date(2026, 12, 31), date(2028, 3, 31))


def test_notice_above_the_band_needs_legal_too(hosting, decision, chief, admin):
    Contract.objects.filter(pk=hosting.pk).update(value=180_000, value_currency="EUR", value_per="year")
    renewals.decide(hosting, "reduce", why="Fewer machines.", gives_notice=True, by=chief)
    assert not now_of(hosting).needs_signature
    ladders.choose_band(100_000, by=admin)
    renewals.decide(hosting, "reduce", why="Fewer machines.", gives_notice=True, by=chief)
    assert now_of(hosting).waits_for_signature


def test_end_of_what_ends_by_itself_needs_no_notice(decision, hosting, chief, counsel):
    Contract.objects.filter(pk=hosting.pk).update(renewal="none", renewal_term="")
    renewals.decide(hosting, "end", why="Done.", by=chief)
    renewals.sign(hosting, by=counsel)
    assert now_of(hosting).settled_at


def test_whoever_proposed_does_not_decide_and_whoever_decided_does_not_sign(hosting, decision, lead):
    renewals.propose(hosting, "end", why="Done.", by=lead)
    with refused("You proposed this: somebody else decides."):
        renewals.decide(hosting, "end", why="Done.", by=lead)
    RenewalDecision.objects.update(proposal="", proposed_by=None)
    renewals.decide(hosting, "end", why="Done.", by=lead)
    with refused("You had a part in this decision: somebody else of legal signs."):
        renewals.sign(hosting, by=lead)


@pytest.mark.parametrize(
    ("do", "people", "sentence"),
    [
        ("propose", ["stranger", "admin"], "Its owner, who stands in for them, and the desks propose"),
        ("decide", ["requester", "buyer", "counsel", "admin"], "A lead of procurement decides"),
        ("sign", ["requester", "buyer", "chief", "admin"], "Legal signs before"),
        ("sent", ["requester", "counsel", "admin"], "Only whoever talks to the vendor sends"),
    ],
)
def test_steps_are_for_those_whose_they_are(hosting, decision, request, do, people, sentence):
    acts = {
        "propose": lambda by: renewals.propose(hosting, "end", why="Done.", by=by),
        "decide": lambda by: renewals.decide(hosting, "end", why="Done.", by=by),
        "sign": lambda by: renewals.sign(hosting, by=by),
        "sent": lambda by: renewals.record_sending(hosting, sent_on=date(2026, 11, 23), how="x", by=by),
    }
    for name in people:
        with pytest.raises(Exception, match=sentence):
            acts[do](request.getfixturevalue(name))


@pytest.mark.parametrize(
    ("answer", "why", "sentence"),
    [("end", " ", "Say why, in a sentence."), ("maybe", "So.", "Choose one of the five answers.")],
)
def test_answers_say_what_is_wrong(hosting, decision, chief, requester, answer, why, sentence):
    with refused(sentence):
        renewals.decide(hosting, answer, why=why, by=chief)
    with refused(sentence):
        renewals.propose(hosting, answer, why=why, by=requester)


def test_sending_says_what_is_wrong(hosting, decision, chief, buyer, counsel):
    with refused("Nobody has decided to give notice."):
        renewals.record_sending(hosting, sent_on=date(2026, 11, 23), how="x", by=buyer)
    renewals.decide(hosting, "end", why="Done.", by=chief)
    renewals.sign(hosting, by=counsel)
    with refused(
        "Say how it was sent: by e-mail, by courier, by registered letter.",
        "This day is still to come. Note it once the notice is out.",
    ):
        renewals.record_sending(hosting, sent_on=date(2026, 11, 30), how=" ", by=buyer)
    with denied("A lead of procurement decides what becomes of a contract."):
        renewals.decide(hosting, "renew", why="No.", by=counsel)
