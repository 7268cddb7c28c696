"""The health of the rules: what has come apart."""

from intake.models import RequestType
from people.models import Membership
from reviews.models import ApprovalRule, Slot, SplitRule, TermType
from reviews.rules.health import checks
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import answer_anew


def findings():
    return {check.title: [finding.text for finding in check.findings] for check in checks()}


def test_health_finds_what_has_come_apart(review, desks, counsel, lead, buyer):
    privacy = UserFactory(name="Petra Privacy")
    MembershipFactory(team=desks["privacy"], user=privacy)
    gone = UserFactory(name="Gustav Gone", is_active=False)
    MembershipFactory(team=desks["legal"], user=gone)
    legal = {"slot": Slot.LEGAL_REVIEW, "desk": desks["legal"]}
    never = [{"field": "value", "comparison": "at_least", "value": "9000000"}]
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=gone)
    SplitRule.objects.create(position=2, name="Too late", conditions=never, **legal)
    answer_anew(review, Slot.VENDOR_CONTACT, person=gone)
    ApprovalRule.objects.bulk_create(
        ApprovalRule(position=number, name=f"Approval {number}", desk=desks["legal"]) for number in range(10, 14)
    )
    TermType.objects.filter(slug="insurance").update(fallbacks=[], walk_away="")
    RequestType.objects.get(slug="nda").term_types.clear()

    wrong = findings()
    assert wrong["Questions that nobody holds"] == [
        f"{review.reference}: Gustav Gone, who talks to the vendor, has left, and there is no backup."
    ]
    assert wrong["Holders who are not there"] == [
        "“Owns legal review”, Rule 1: Legal owns every legal review names Gustav Gone as holder, who has left."
    ]
    assert "Privacy has one person." in wrong["Desks of one person or none"]
    assert "Privacy has no lead." in wrong["Desks without a lead"]
    assert "“Owns legal review”, Rule 2: Too late" in wrong["Rules that never fired"]
    assert wrong["Rules that can never win"] == [
        "“Owns legal review”, Rule 2: Too late comes after “Rule 1: Legal owns every legal review”, "
        "which always fits first."
    ]
    assert wrong["Long approval chains"] == [
        "7 approval rules can all apply to one review: Every contract that costs money; Value is 50,000 or more; "
        "Legal terms deviate from our position; Approval 10; Approval 11; Approval 12; Approval 13."
    ]
    assert wrong["Kinds of terms without a playbook"] == ["Insurance"]
    assert wrong["Request types without terms"] == ["Confidentiality agreement (NDA)"]


def test_health_is_content_when_everything_fits(review, desks):
    for desk in desks.values():
        Membership.objects.bulk_create(Membership(team=desk, user=UserFactory(), is_lead=True) for _ in range(2))
    SplitRule.objects.filter(position=1, slot=Slot.VENDOR_CONTACT).delete()
    ApprovalRule.objects.exclude(position=1).delete()  # the others ask for nothing on this one review
    assert {title: faults for title, faults in findings().items() if faults} == {}


def test_health_counts_a_holder_who_is_away_only_without_a_backup(review, counsel, lead, away):
    away(counsel)
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel)
    assert len(findings()["Holders who are not there"]) == 1
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(backup=lead)
    assert findings()["Holders who are not there"] == []
