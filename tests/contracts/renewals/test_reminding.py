"""The ladder: a few steps, said once, until somebody has decided; a missed date is said once and stays visible."""

from contracts import tasks
from contracts.actions import contracts, ladders, renewals
from notices.models import Notice
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import denied, refused


def told(day=None):
    notices = Notice.objects.filter(key__contains="contract-").order_by("pk")
    return [(notice.recipient.name, notice.kind, notice.key.rpartition("-")[2]) for notice in notices]


def reminded_on(on, *days):
    """Who was told on each of these days: {day: names}."""
    heard = {}
    for day in days:
        before = set(Notice.objects.values_list("pk", flat=True))
        on(day)
        tasks.remind_of_contracts()
        new = Notice.objects.exclude(pk__in=before).order_by("recipient__name")
        heard[day] = [notice.recipient.name for notice in new]
    return heard


def test_steps_are_said_once_to_those_whom_they_tell(hosting, decision, desks, buyer, counsel, chief, on):
    """Opened within the first step; then 30, 7 and 0 days before 17 December, and the day after."""
    heard = reminded_on(
        on, "2026-11-23", "2026-11-24", "2026-12-10", "2026-12-11", "2026-12-17", "2026-12-18", "2027-01-15"
    )
    assert heard["2026-11-23"] == ["Rosa Requester"]
    assert heard["2026-11-24"] == []
    assert {"Rosa Requester", "Ben Buyer", "Petra Chief"} <= set(heard["2026-12-10"])
    assert "Clara Counsel" not in heard["2026-12-10"]
    assert heard["2026-12-11"] == []
    assert {"Rosa Requester", "Ben Buyer", "Petra Chief"} <= set(heard["2026-12-17"])
    assert set(heard["2026-12-18"]) == set(heard["2026-12-17"])
    assert heard["2027-01-15"] == []


def test_both_leads_hear_of_what_nobody_has_decided(hosting, decision, chief, lead, on):
    heard = reminded_on(on, "2026-12-17")["2026-12-17"]
    assert {"Petra Chief", "Lena Lead"} <= set(heard)
    notice = Notice.objects.get(recipient=lead, key__endswith="-0")
    assert notice.kind == "escalation" and "Act by Thursday 31 December 2026." in notice.body


def test_sweep_after_a_pause_tells_of_the_latest_step_alone(hosting, decision, requester, on):
    on("2026-12-12")
    tasks.remind_of_contracts()
    assert [key for name, _, key in told() if name == "Rosa Requester"] == ["7"]
    assert tasks.remind_of_contracts() == 0


def test_a_decision_stops_the_steps(hosting, decision, chief, buyer, on):
    renewals.decide(hosting, "renew", why="We need it.", by=chief)
    assert reminded_on(on, "2026-12-10", "2026-12-17") == {"2026-12-10": [], "2026-12-17": []}


def test_a_decision_to_end_stops_nothing_until_notice_is_out(hosting, decision, chief, on):
    renewals.decide(hosting, "end", why="Nobody uses it.", by=chief)
    assert "Rosa Requester" in reminded_on(on, "2026-12-10")["2026-12-10"]


def test_a_date_that_changes_is_told_anew(hosting, decision, buyer, requester, on):
    reminded_on(on, "2026-11-23")
    contracts.correct(hosting, {"notice": "75d"}, why="So it says.", by=buyer)
    assert reminded_on(on, "2026-11-24")["2026-11-24"] == ["Rosa Requester"]


def test_reader_who_no_longer_sees_it_is_shown_nothing(hosting, decision, requester, review, on):
    """The notice is about the contract: a wall takes its words along."""
    on("2026-11-24")
    tasks.remind_of_contracts()
    stranger = UserFactory()
    Notice.objects.filter(recipient=requester).update(recipient=stranger)
    assert Notice.objects.count() and not Notice.objects.visible_to(stranger).exists()


def test_admins_choose_the_steps(hosting, decision, admin, buyer, requester, on):
    ladders.choose_step(20, ["desk"], by=admin)
    heard = reminded_on(on, "2026-11-23", "2026-11-27")
    assert heard["2026-11-23"] == ["Rosa Requester"] and "Ben Buyer" in heard["2026-11-27"]
    for days in (60, 30, 7, 0):
        ladders.remove_step(days, by=admin)
    with refused("The last step stays: somebody must be told."):
        ladders.remove_step(20, by=admin)
    with refused("Choose whom the step tells."):
        ladders.choose_step(5, [], by=admin)
    with denied("Only admins choose who is reminded of contracts."):
        ladders.choose_step(5, ["owner"], by=buyer)


def test_sweep_costs_the_same_queries_for_one_and_for_many(hosting, decision, on, django_assert_max_num_queries):
    MembershipFactory()
    on("2026-12-17")
    with django_assert_max_num_queries(30):
        tasks.remind_of_contracts()
