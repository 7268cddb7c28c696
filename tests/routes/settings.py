"""The addresses of the settings that leads and admins share, and of routing a review anew."""

from reviews.models import Slot, SplitRule, TargetTime
from reviews.rounds.rerouting import plan_by_rules
from reviews.rules import drafts
from reviews.rules.books import live_rules
from tests.routes import Route, cells

READERS = cells(page="lead admin")
EDITORS = cells(page="admin", forbidden="lead")
CHANGERS = cells(done="admin", forbidden="lead")
DESKS = cells(page="buyer counsel lead admin")


def a_rule(case):
    return live_rules().at("vendor_contact")[0].rule


def of_rule(case):
    return ["split", a_rule(case).key]


def of_split(case):
    return ["split"]


def of_approvals(case):
    return ["approvals"]


def with_draft(case):
    drafts.switch_rule(a_rule(case).key, by=case.people["admin"])
    return ["split"]


def two_versions(case):
    with_draft(case)
    drafts.save_rules("We try it.", by=case.people["admin"])
    return ["split", 1]


def rule(case):
    desk = case.review.responsible(Slot.LEGAL_REVIEW).desk_id
    rows = {"conditions-TOTAL_FORMS": "0", "conditions-INITIAL_FORMS": "0"}
    return {"name": "Everything goes to legal", "desk": desk, **rows}


def rules_changed(case):
    """Since the review opened, somebody was named."""
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=case.people["counsel"])
    return [case.review.pk]


def named(case):
    desk = case.review.responsible(Slot.LEGAL_REVIEW).desk_id
    return {
        "slot": Slot.LEGAL_REVIEW.value,
        "legal_review-desk": desk,
        "legal_review-person": case.people["counsel"].pk,
        "legal_review-reason": "She knows them.",
    }


def entry(case):
    rows = {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0", "expected": "always"}
    return {"position": "A cap.", "deviation_by": "lead", "reason": "Shorter.", **rows}


def of_liability(case):
    return ["liability"]


LEADS = cells(page="lead", forbidden="buyer counsel")
MOVERS = cells(done="lead", forbidden="buyer counsel")


def general_target(case):
    return [TargetTime.objects.get(purpose="approval", desk=None, kind="").pk]


def special_target(case):
    desk = case.review.responsible(Slot.LEGAL_REVIEW).desk
    return [TargetTime.objects.create(purpose="approval", desk=desk, business_days=1).pk]


def a_target(case):
    desk = case.review.responsible(Slot.LEGAL_REVIEW).desk_id
    return {"purpose": "approval", "desk": desk, "kind": "software", "business_days": "4", "reason": "They are few."}


ROUTES = {
    "settings:split": Route(get=READERS),
    "settings:approvals": Route(get=READERS),
    "settings:two_people": Route(
        get=READERS, post=CHANGERS, data=lambda case: {"always": "on", "reason": "Our auditors ask for it."}
    ),
    "settings:terms": Route(get=READERS),
    "settings:try_it": Route(given=of_split, get=READERS),
    "settings:versions": Route(given=of_approvals, get=READERS),
    "settings:version": Route(given=two_versions, get=READERS),
    "settings:version_restore": Route(given=two_versions, post=CHANGERS),
    "settings:rule_add": Route(given=lambda case: ["split", "term:liability"], get=EDITORS, post=CHANGERS, data=rule),
    "settings:rule_edit": Route(given=of_rule, get=EDITORS, post=CHANGERS, data=rule),
    "settings:rule_earlier": Route(given=of_rule, post=CHANGERS),
    "settings:rule_later": Route(given=of_rule, post=CHANGERS),
    "settings:rule_switch": Route(given=of_rule, post=CHANGERS),
    "settings:rule_remove": Route(given=of_rule, post=CHANGERS),
    "settings:preview": Route(given=with_draft, get=EDITORS, post=CHANGERS, data=lambda case: {"reason": "We try it."}),
    "settings:discard": Route(given=of_approvals, post=CHANGERS),
    "settings:health": Route(get=READERS),
    "settings:playbook": Route(get=DESKS),
    "settings:playbook_entry": Route(given=of_liability, get=DESKS),
    "settings:playbook_history": Route(given=of_liability, get=DESKS),
    "settings:playbook_edit": Route(
        given=of_liability,
        get=cells(page="lead", forbidden="buyer counsel admin"),
        post=cells(done="lead", forbidden="buyer counsel admin"),
        data=entry,
    ),
    "settings:routing": Route(given=rules_changed, get=LEADS),
    "settings:routing_apply": Route(
        given=rules_changed, post=MOVERS, data=lambda case: {"seen": plan_by_rules(case.review).fingerprint}
    ),
    "settings:routing_name": Route(given=lambda case: [case.review.pk], post=MOVERS, data=named),
    "settings:targets": Route(get=READERS),
    "settings:target_history": Route(get=READERS),
    "settings:target_add": Route(get=EDITORS, post=CHANGERS, data=a_target),
    "settings:target_edit": Route(given=general_target, get=EDITORS, post=CHANGERS, data=a_target),
    "settings:target_remove": Route(given=special_target, get=EDITORS, post=CHANGERS, data=a_target),
}
