"""One mail a person and event, to those who can act: counted over one request, from submission to signature, and over
everything else that speaks to several people at once. The list in Duet stays complete."""

from collections import Counter

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from intake import actions as intake_actions
from notices import channels, tasks
from notices.models import Notice, NoticeKind, NoticePreference, Post, Webhook
from reviews.closing import actions as closing
from reviews.comments import actions as commenting
from reviews.disagreements import actions as disagreements
from reviews.models import CommentAudience, Outcome, Purpose, SplitRule, TargetTime
from reviews.negotiation import actions as negotiation
from reviews.rounds import alignment
from reviews.tasks import reminders as task_reminders
from reviews.terms import deciding
from reviews.waits import claims
from reviews.walls import actions as walls
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import SIGNATURE, approve_all, decide_all, finish_all_sides
from tests.reviews.reading import desk_wait, term

pytestmark = pytest.mark.django_db

LEAD = "lead@duet.example"


@pytest.fixture
def company(desks, requester, buyer, counsel, lead, finance_lead, specialists):
    """Fourteen people: the named ones, and more of each desk."""
    for function in ("procurement", "procurement", "legal", "legal", "privacy", "security"):
        MembershipFactory(team=desks[function], user=UserFactory())


def mails():
    """{address: how many} of the mails that are due now, delivered."""
    mail.outbox.clear()
    tasks.deliver_notices()
    return Counter(message.to[0] for message in mail.outbox)


def told_since(pk):
    """The notices since this one."""
    return Notice.objects.filter(pk__gt=pk).order_by("pk")


def events_of(draft, requester, buyer):
    """A whole submission, event by event: yields its name after each."""
    today = timezone.localdate()
    review = intake_actions.submit(draft, by=requester)
    yield "submitted"
    finish_all_sides(review)
    yield "all sides done"
    negotiation.send_to_vendor(review, by=buyer)
    yield "sent to the vendor"
    review.refresh_from_db()
    negotiation.record_vendor_reply(review, changed_terms=[], note="", by=buyer)
    yield "approval asked for"
    approve_all(review)
    yield "approved"
    review.refresh_from_db()
    closing.record_signature(review, signed_on=today, starts_on=today, **SIGNATURE, by=buyer)
    yield "signed"


def test_whole_submission_mails_nobody_twice_of_one_event(company, draft, requester, buyer):
    counts, twice = {}, {}
    for event in events_of(draft, requester, buyer):
        sent = mails()
        counts[event] = sum(sent.values())
        twice[event] = [address for address, number in sent.items() if number > 1]
    assert counts == {
        "submitted": 11,  # eleven people on four desks
        "all sides done": 4,  # procurement, who talks to the vendor
        "sent to the vendor": 0,
        "approval asked for": 1,
        "approved": 4,  # its requester, and procurement without whoever approved last
        "signed": 1,
    }
    assert not any(twice.values())


def test_lead_of_two_desks_reads_of_both_in_one_mail_and_in_one_row(client, company, draft, requester, lead):
    review = intake_actions.submit(draft, by=requester)
    assert mails()[LEAD] == 1
    [message] = [message for message in mail.outbox if message.to == [LEAD]]
    assert message.subject == str(review)
    for text in (message.body, message.alternatives[0][0]):
        assert ("for Procurement." in text, "for Legal." in text) == (True, True)
        assert text.count(review.get_absolute_url()) == 1
    client.force_login(lead)
    page = client.get(reverse("notices:notice_list"))
    rows = [row for _, groups in page.context["parts"] for row in groups]
    assert ([len(row.notices) for row in rows], page.text.count('class="notice-line"')) == ([2], 2)


def test_opening_the_row_reads_all_that_stands_in_it_and_nothing_else(client, company, draft, requester, lead):
    intake_actions.submit(draft, by=requester)
    both = list(Notice.objects.filter(recipient=lead))
    other = Notice.objects.exclude(recipient=lead).first()
    client.force_login(lead)
    keys = ",".join(str(notice.pk) for notice in [*both, other]) + ",x"
    client.post(reverse("notices:notice_open", args=[both[0].pk]), {"with": keys})
    unread = set(Notice.objects.unread().values_list("pk", flat=True))
    assert (unread & {notice.pk for notice in both}, other.pk in unread) == (set(), True)


def test_rule_that_is_missing_tells_leads_once_what_they_are_asked_for(company, draft, requester, buyer, lead):
    SplitRule.objects.all().delete()
    intake_actions.submit(draft, by=requester)
    kinds = {person: [n.kind for n in Notice.objects.filter(recipient=person)] for person in (lead, buyer)}
    assert kinds == {lead: [NoticeKind.ASSIGNMENT], buyer: [NoticeKind.NEWS]}


# --- those who can act --------------------------------------------------------------------------------


def test_approval_is_asked_of_leads_whom_four_eyes_let(company, review, desks, buyer, lead):
    """Whoever decided a deviation never approves it, and so is not asked to."""
    second = UserFactory(name="Second Lead")
    MembershipFactory(team=desks["procurement"], user=second, is_lead=True)
    decide_all(review, desks["procurement"], by=lead, outcome=Outcome.THEIRS, reason="We can live with it.")
    for function in ("legal", "privacy", "security"):
        finish(review, desks[function])
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    negotiation.send_to_vendor(review, by=buyer)
    review.refresh_from_db()
    last = Notice.objects.latest("pk").pk
    negotiation.record_vendor_reply(review, changed_terms=[], note="", by=buyer)
    asked = review.waits.open().filter(purpose=Purpose.APPROVAL, desk=desks["procurement"]).get()
    assert [n.recipient for n in told_since(last).filter(key=f"wait-{asked.pk}-opened")] == [second]


def finish(review, desk):
    by = desk.members().filter(memberships__is_lead=False).first()
    decide_all(review, desk, by=by)
    alignment.finish_side(desk_wait(review, desk), by=by)


def test_behind_a_wall_only_those_whom_it_lets_in_are_told(company, review, desks, buyer, counsel, lead):
    walls.wall(review, [buyer, counsel], by=lead)
    second = UserFactory(name="Second Lead")
    MembershipFactory(team=desks["procurement"], user=second, is_lead=True)
    last = Notice.objects.latest("pk").pk
    deciding.decide_term(
        term(review, "price"), Outcome.ESCALATED, desk=desks["procurement"], reason="Too dear.", by=buyer
    )
    assert [notice.recipient for notice in told_since(last)] == [lead]


# --- other events that speak to several people, or several times to one --------------------------------


def test_several_escalations_are_one_mail(review, desks, buyer, lead):
    mails()
    for slug in ("price", "payment-terms", "initial-term"):
        deciding.decide_term(
            term(review, slug), Outcome.ESCALATED, desk=desks["procurement"], reason=f"About {slug}.", by=buyer
        )
    assert mails() == {LEAD: 1}
    assert all(f"About {slug}." in mail.outbox[0].body for slug in ("price", "payment-terms", "initial-term"))


def test_disagreement_asks_the_lead_of_both_sides_in_one_mail(review, buyer, lead):
    mails()
    disagreements.disagree(
        term(review, "liability"), "The cap is too low.", proposal="Twice the fees.", is_blocking=True, by=buyer
    )
    sent = mails()
    assert (sent[LEAD], max(sent.values())) == (1, 1)


def test_reply_is_one_mail(review, buyer, counsel):
    disagreement = disagreements.disagree(term(review, "liability"), "The cap is too low.", by=buyer)
    NoticePreference.objects.create(person=buyer, kind=NoticeKind.NEWS, delivery="at_once")
    mails()
    disagreements.reply_to_disagreement(disagreement, "Twice the fees.", by=counsel)
    assert mails() == {"buyer@duet.example": 1}


def test_comment_that_mentions_somebody_twice_and_shows_it_to_them_is_one_mail(review, buyer, counsel, requester):
    claims.claim(desk_wait(review, counsel.memberships.get().team), by=counsel)
    mails()
    words = f"@{counsel.name} and @{requester.name}, see this. @{counsel.name}?"
    commenting.comment(review, words, audience=CommentAudience.REQUESTER, by=buyer)
    assert mails() == {"counsel@duet.example": 1, "requester@duet.example": 1}


def test_reminders_of_one_morning_are_one_mail_a_person(review, another_review, at, lead):
    another_review()
    mails()
    at("2026-11-30T10:05+00:00")  # what the desks were given is due
    task_reminders.climb_ladders()
    due = Notice.objects.undelivered().filter(recipient=lead, daily=False)
    assert (due.count() > 1, mails()[LEAD]) == (True, 1)


# --- one mail a day ------------------------------------------------------------------------------------


def daily(person):
    NoticePreference.objects.create(person=person, kind=NoticeKind.ASSIGNMENT, delivery="daily")


def test_assignments_come_with_the_daily_mail_where_somebody_chose_that(at, draft, requester, lead, buyer):
    daily(lead)
    intake_actions.submit(draft, by=requester)
    assert mails()[LEAD] == 0
    at("2026-11-24T09:00+00:00")
    assert mails() == {LEAD: 1}
    assert ("for Procurement." in mail.outbox[0].body, "for Legal." in mail.outbox[0].body) == (True, True)


def test_assignment_that_is_settled_before_the_daily_mail_is_not_mailed(at, review, desks, lead, buyer, counsel):
    daily(lead)
    for desk, by in (("procurement", buyer), ("legal", counsel)):
        Notice.objects.filter(recipient=lead).update(daily=True, next_attempt_at="2026-11-24T08:00+00:00")
        decide_all(review, desks[desk], by=by)
        alignment.finish_side(desk_wait(review, desks[desk]), by=by)
    given = Notice.objects.filter(recipient=lead, kind=NoticeKind.ASSIGNMENT, body__startswith="Decide")
    assert [notice.withdrawn_at is not None for notice in given] == [True, True]


def test_assignment_of_the_same_day_is_mailed_at_once_whatever_was_chosen(review, desks, lead, buyer):
    daily(lead)
    mails()
    TargetTime.objects.update_or_create(
        purpose=Purpose.ESCALATION, desk=desks["procurement"], defaults={"business_days": "0.25"}
    )
    deciding.decide_term(term(review, "price"), Outcome.ESCALATED, desk=desks["procurement"], reason="Dear.", by=buyer)
    assert mails() == {LEAD: 1}


# --- channels ------------------------------------------------------------------------------------------


@pytest.fixture
def shared_channel(desks, monkeypatch):
    """Procurement and legal write to the same channel; what it is sent."""
    for function in ("procurement", "legal"):
        Webhook.objects.create(team=desks[function], url="https://chat.example/hook")
    sent = []
    monkeypatch.setattr(channels, "send", lambda address, text: sent.append(text))
    return sent


def test_channel_of_two_desks_hears_of_a_submission_once(shared_channel, draft, requester, buyer, counsel):
    review = intake_actions.submit(draft, by=requester)
    tasks.deliver_posts()
    [text] = shared_channel
    assert text.splitlines()[1:3] == ["Procurement: Decide 12 terms.", "Legal: Decide 9 terms."]
    assert (text.count(str(review)), text.count("/reviews/"), Post.objects.undelivered().count()) == (1, 1, 0)


def test_channel_does_not_hear_of_what_is_settled(shared_channel, review, desks, buyer):
    decide_all(review, desks["procurement"], by=buyer)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    tasks.deliver_posts()
    assert "Procurement: Decide" not in "".join(shared_channel)
