"""Changing the split: drafts, versions, restoring, and that new rules touch new work only."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from common.models import Event
from intake import actions as intake_actions
from reviews.models import PlaybookChange, RuleDraft, RuleVersion, Slot, SplitRule, TermType
from reviews.playbook import changing as playbook_changing
from reviews.pure.rule_sets import Rule, Sample, changes, rerouted
from reviews.rules import drafts
from reviews.rules.books import current_version, live_rules
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, denied, refused

BIG = {"field": "value", "comparison": "at_least", "value": "10000"}
NOT_YOURS = "Only admins can change the rules of the split."


@pytest.fixture
@groundwork
def for_clara(defaults, desks, counsel):
    """A rule that gives legal reviews to Clara by name."""
    return Rule("legal_review", "Clara looks at everything", desks["legal"].pk, person=counsel.pk)


@pytest.fixture
def saved(for_clara, admin):
    """Version 2: Clara's rule comes first."""
    drafts.put_rule(for_clara, by=admin)
    drafts.move_rule(for_clara.key, steps=-1, by=admin)
    return drafts.save_rules("Clara knows the papers best.", by=admin)


def test_seed_keeps_the_defaults_as_the_first_version(defaults):
    version = RuleVersion.objects.get(book="split")
    assert (version.number, version.saved_by, version.reason) == (1, None, "The rules to begin with.")
    assert version.rule_set == live_rules()


def test_put_rule_changes_a_draft_and_routes_nothing(for_clara, admin):
    before = live_rules()
    draft = drafts.put_rule(for_clara, by=admin)
    assert draft.rule_set.at("legal_review")[-1].rule == for_clara
    assert (live_rules(), draft.base) == (before, current_version())


def test_put_rule_is_for_admins(for_clara, lead, counsel, requester):
    for person in (lead, counsel, requester):
        with denied(NOT_YOURS):
            drafts.put_rule(for_clara, by=person)


def test_put_rule_says_what_is_wrong(for_clara, admin, desks, buyer):
    gone = UserFactory(name="Gustav Gone", is_active=False)
    MembershipFactory(team=desks["legal"], user=gone)
    rule = {"place": "legal_review", "name": "A rule", "desk": desks["legal"].pk}
    for more, *sentences in [
        ({"name": " "}, "Give the rule a name: it is the reason that people read."),
        ({"name": "x" * 121}, "Please shorten the name to 120 characters; it has 121."),
        ({"desk": 0}, "Choose a desk that exists."),
        ({"person": buyer.pk}, "Ben Buyer is not a member of Legal, or has left."),
        ({"person": gone.pk}, "Gustav Gone is not a member of Legal, or has left."),
        ({"person": 0, "backup": for_clara.person}, "A backup stands in for a person: name the person too."),
        ({"person": for_clara.person, "backup": for_clara.person}, "The backup must be somebody else."),
    ]:
        with refused(*sentences):
            drafts.put_rule(Rule(**rule | more), by=admin)


def test_a_draft_that_says_what_routes_already_is_dropped(for_clara, admin):
    drafts.put_rule(for_clara, by=admin)
    assert drafts.remove_rule(for_clara.key, by=admin) is None
    assert not RuleDraft.objects.exists()


def test_discard_draft_forgets_the_changes(for_clara, admin):
    drafts.put_rule(for_clara, by=admin)
    drafts.discard_draft(by=admin)
    assert not RuleDraft.objects.exists()


def test_actions_on_a_rule_that_is_gone_say_so(defaults, admin):
    for action, more in [
        (drafts.move_rule, {"steps": 1}),
        (drafts.switch_rule, {}),
        (drafts.remove_rule, {}),
    ]:
        with refused("This rule is not there any more."):
            action("nowhere", by=admin, **more)


def test_save_rules_makes_a_version_that_routes(saved, admin, desks, counsel):
    assert (saved.number, saved.saved_by, saved.reason) == (2, admin, "Clara knows the papers best.")
    assert (changes(saved.rule_set, live_rules()), RuleDraft.objects.count()) == ([], 0)
    rule = SplitRule.objects.answers({})[Slot.LEGAL_REVIEW]
    assert (rule.why, rule.desk, rule.person) == ("Rule 1: Clara looks at everything", desks["legal"], counsel)


def test_save_rules_leaves_a_line_in_the_log(for_clara, admin):
    drafts.put_rule(for_clara, by=admin)
    written = Written()
    version = drafts.save_rules("Clara knows.", by=admin)
    assert written.events == [
        ("Ada Admin", "rules.saved", "internal", "saved version 2 of the split: Clara knows."),
    ]
    assert Event.objects.latest("pk").subject == version


def test_save_rules_says_what_is_missing(for_clara, admin, counsel):
    with refused("Nothing has been changed, so there is nothing to save."):
        drafts.save_rules("For no reason.", by=admin)
    drafts.put_rule(for_clara, by=admin)
    with refused("Say in a sentence why you change the rules."):
        drafts.save_rules("  ", by=admin)
    with refused("Please shorten the reason to 300 characters; it has 301."):
        drafts.save_rules("x" * 301, by=admin)
    counsel.is_active = False
    counsel.save()
    with refused("Rule 2: Clara looks at everything: Clara Counsel is not a member of Legal, or has left."):
        drafts.save_rules("Clara knows.", by=admin)


def test_save_rules_refuses_a_draft_that_somebody_overtook(for_clara, admin):
    other = UserFactory(name="Alma Admin", is_admin=True)
    drafts.put_rule(for_clara, by=admin)
    drafts.switch_rule(live_rules().at("vendor_contact")[0].rule.key, by=other)
    drafts.save_rules("Alma was quicker.", by=other)
    with refused("Alma Admin has saved version 2 meanwhile. Discard and start from it."):
        drafts.save_rules("Clara knows.", by=admin)


def test_restore_comes_back_as_a_new_version(saved, admin):
    first = RuleVersion.objects.get(book="split", number=1)
    draft = drafts.restore(first, by=admin)
    assert (draft.restores, changes(live_rules(), saved.rule_set)) == (first, [])

    version = drafts.save_rules("It did not work.", by=admin)
    assert (version.number, version.restores, version.rule_set) == (3, first, first.rule_set)
    assert live_rules() == first.rule_set


def test_new_rules_touch_new_work_only(review, for_clara, admin, another_review, counsel, desks):
    """Clara's rule comes while one request is under way: only the next one is hers."""
    drafts.put_rule(for_clara, by=admin)
    drafts.move_rule(for_clara.key, steps=-1, by=admin)
    drafts.save_rules("Clara knows.", by=admin)

    newer = another_review()
    assert [one.responsible(Slot.LEGAL_REVIEW).person for one in (review, newer)] == [None, counsel]
    assert newer.responsible(Slot.LEGAL_REVIEW).why == "Rule 1: Clara looks at everything"
    assert newer.waits.open().get(desk=desks["legal"]).person == counsel


def test_term_rule_gives_a_kind_of_term_to_another_desk_and_says_why(draft, admin, requester, desks, specialists):
    for name, conditions in (("Never", [BIG, {**BIG, "comparison": "below"}]), ("Big deals", [BIG])):
        drafts.put_rule(Rule("term:price", name, desks["finance"].pk, conditions), by=admin)
    drafts.save_rules("Finance wants to see prices.", by=admin)
    review = intake_actions.submit(draft, by=requester)

    terms = {term.term_type.slug: (term.desk, term.why) for term in review.terms.select_related("term_type", "desk")}
    assert terms["price"] == (desks["finance"], "Rule 2: Big deals")
    assert terms["liability"] == (desks["legal"], "")


def test_term_rule_names_a_person_who_gets_the_wait_when_all_terms_of_the_desk_are_theirs(
    draft, admin, requester, desks, specialists
):
    privacy = specialists["privacy"]
    for slug in draft.request_type.term_types.filter(desk=desks["privacy"]).values_list("slug", flat=True):
        drafts.put_rule(Rule(f"term:{slug}", "Sam does it", desks["privacy"].pk, person=privacy.pk), by=admin)
    drafts.save_rules("Sam is the one.", by=admin)
    review = intake_actions.submit(draft, by=requester)
    assert review.waits.open().get(desk=desks["privacy"]).person == privacy


def test_term_rule_keeps_two_desks_on_a_shared_term(draft, admin, requester, desks, specialists):
    """Service credits are procurement's and legal's; a rule that gives them to legal makes procurement the second."""
    drafts.put_rule(Rule("term:service-credits", "Legal leads", desks["legal"].pk), by=admin)
    drafts.save_rules("Legal leads here.", by=admin)
    review = intake_actions.submit(draft, by=requester)
    assert review.terms.get(term_type__slug="service-credits").desks == [desks["legal"], desks["procurement"]]


def test_preview_and_routing_agree(saved, draft, requester):
    """What the preview would say of a request is what happens to it."""
    review = intake_actions.submit(draft, by=requester)
    first = RuleVersion.objects.get(book="split", number=1).rule_set
    [difference] = rerouted(first, live_rules(), [Sample(review.pk, review.facts)])
    assert (difference.place, str(difference.after)) == ("legal_review", review.responsible("legal_review").why)


# --- what the database refuses ------------------------------------------------------------------------


def fails(sentence, write):
    with pytest.raises((IntegrityError, InternalError), match=sentence), transaction.atomic():
        write()


def test_database_keeps_versions_as_they_were_saved(saved):
    versions = RuleVersion.objects.filter(pk=saved.pk)
    fails("A saved version of the rules stays as it is", lambda: versions.update(reason="Another"))
    fails("A saved version of the rules stays as it is", versions.delete)
    fails("number", lambda: RuleVersion.objects.create(number=2, rules=[], reason="Twice"))


def test_database_keeps_one_rule_per_key(defaults, desks):
    rule = SplitRule.objects.first()
    twin = {"slot": rule.slot, "position": 99, "name": "Twice", "desk": desks["legal"], "key": rule.key}
    fails("key", lambda: SplitRule.objects.create(**twin))


def test_database_keeps_the_history_of_the_playbook(defaults, lead):
    term_type = TermType.objects.get(slug="liability")
    change = playbook_changing.change_playbook(term_type, fields={"walk_away": "No cap."}, reason="Shorter.", by=lead)
    changes = PlaybookChange.objects.filter(pk=change.pk)
    fails("append-only", lambda: changes.update(reason="Another"))
    fails("append-only", changes.delete)
