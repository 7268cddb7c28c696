"""The addresses of the settings that leads and admins share, and of routing a review anew."""

from reviews.models import Slot, SplitRule, TargetTime, Wording
from reviews.rounds.rerouting import plan_by_rules
from reviews.rules import drafts
from reviews.rules.books import live_rules
from tests.routes import Route


def a_rule(case):
    return live_rules().at("vendor_contact")[0].rule


def of_rule(case):
    return ["split", a_rule(case).key]


def words_of_a_desk(case):
    return [Wording.objects.get(group="Price and payment").pk]


def some_words(case):
    desk = case.review.responsible(Slot.LEGAL_REVIEW).desk_id
    return {"desk": desk, "group": "Logos", "doing": "Reading where our logo may stand.", "done": "Done: logos."}


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


def general_target(case):
    return [TargetTime.objects.get(purpose="approval", desk=None, kind="").pk]


def special_target(case):
    desk = case.review.responsible(Slot.LEGAL_REVIEW).desk
    return [TargetTime.objects.create(purpose="approval", desk=desk, business_days=1).pk]


def a_target(case):
    desk = case.review.responsible(Slot.LEGAL_REVIEW).desk_id
    return {"purpose": "approval", "desk": desk, "kind": "software", "business_days": "4", "reason": "They are few."}


ROUTES = {
    "settings:split": Route(),
    "settings:approvals": Route(),
    "settings:two_people": Route(data=lambda case: {"always": "on", "reason": "Our auditors ask for it."}),
    "settings:terms": Route(),
    "settings:try_it": Route(given=of_split),
    "settings:versions": Route(given=of_approvals),
    "settings:version": Route(given=two_versions),
    "settings:version_restore": Route(given=two_versions),
    "settings:rule_add": Route(given=lambda case: ["split", "term:liability"], data=rule),
    "settings:rule_edit": Route(given=of_rule, data=rule),
    "settings:rule_earlier": Route(given=of_rule),
    "settings:rule_later": Route(given=of_rule),
    "settings:rule_switch": Route(given=of_rule),
    "settings:rule_remove": Route(given=of_rule),
    "settings:preview": Route(given=with_draft, data=lambda case: {"reason": "We try it."}),
    "settings:discard": Route(given=of_approvals),
    "settings:health": Route(),
    "settings:playbook": Route(),
    "settings:playbook_entry": Route(given=of_liability),
    "settings:playbook_history": Route(given=of_liability),
    "settings:playbook_edit": Route(
        given=of_liability,
        data=entry,
    ),
    "settings:routing": Route(given=rules_changed),
    "settings:routing_apply": Route(
        given=rules_changed, data=lambda case: {"seen": plan_by_rules(case.review).fingerprint}
    ),
    "settings:routing_name": Route(given=lambda case: [case.review.pk], data=named),
    "settings:wordings": Route(),
    "settings:wording_add": Route(data=some_words),
    "settings:wording_edit": Route(given=words_of_a_desk, data=some_words),
    "settings:wording_remove": Route(given=words_of_a_desk),
    "settings:targets": Route(),
    "settings:target_history": Route(),
    "settings:target_add": Route(data=a_target),
    "settings:target_edit": Route(given=general_target, data=a_target),
    "settings:target_remove": Route(given=special_target, data=a_target),
}
