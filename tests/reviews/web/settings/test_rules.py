"""The settings pages: what they show, what they refuse, and that they ask the database the same number of questions."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.models import RequestType
from people.models import Membership
from reviews.models import ApprovalRule, Review, RuleDraft, Slot, SplitRule, Term, TermRule, TermType
from reviews.pure.stages import Stage
from reviews.rules import drafts
from reviews.rules.books import live_rules
from reviews.rules.fields import all_fields, explain_all
from reviews.rules.health import checks
from reviews.rules.preview import preview
from reviews.rules.slots import unheld_slots
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import harmless
from tests.reviews.reading import answer_anew


@pytest.fixture
@harmless
def as_admin(client, admin, defaults):
    client.force_login(admin)
    return client


def typed(*rows, **more):
    """What the rule form sends: rows of (field, comparison, value)."""
    data = {"conditions-TOTAL_FORMS": len(rows), "conditions-INITIAL_FORMS": 0}
    for number, (field, comparison, value) in enumerate(rows):
        names = {"field": field, "comparison": comparison, "value": value}
        data |= {f"conditions-{number}-{name}": text for name, text in names.items()}
    return data | more


def text_of(response):
    return " ".join(response.content.decode().split())


# --- the rules ----------------------------------------------------------------------------------------


def test_split_shows_rules_in_words(as_admin):
    page = text_of(as_admin.get(reverse("settings:split")))
    assert "Legal talks to the vendor about confidentiality agreements" in page
    assert "when request type is Confidentiality agreement (NDA)" in page
    assert "You are looking at your draft" not in page


def test_split_shows_a_lead_the_rules_without_buttons(client, lead, defaults):
    client.force_login(lead)
    page = text_of(client.get(reverse("settings:split")))
    assert "Legal owns every legal review" in page
    assert "You can look at the rules. Admins change them" in page
    assert "Add a rule" not in page


def test_split_names_a_question_without_rules_and_a_rule_that_can_never_win(as_admin, desks):
    SplitRule.objects.filter(slot=Slot.COMMERCIAL_TERMS).delete()
    SplitRule.objects.create(slot=Slot.LEGAL_REVIEW, position=2, name="Too late", desk=desks["privacy"])
    page = text_of(as_admin.get(reverse("settings:split")))
    assert "No rule answers this question: leads are asked on every request." in page
    assert "can never win" in page
    assert "“Rule 1: Legal owns every legal review” comes first and always fits." in page


def test_rule_add_reads_words_as_the_rules_store_them(as_admin, desks, counsel):
    rows = [
        ("kind", "one_of", "confidentiality agreement (nda); Renewal"),
        ("vendor_is_new", "equals", "Yes"),
        ("personal_data", "is_set", ""),
        ("", "equals", "said nothing of"),
    ]
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]),
        typed(*rows, name="Clara", desk=desks["legal"].pk, person=counsel.pk),
    )
    rule = RuleDraft.objects.get().rule_set.at("legal_review")[-1].rule
    assert response.url == f"{reverse('settings:split')}#rule-{rule.key}"
    assert rule.conditions == [
        {"field": "kind", "comparison": "one_of", "value": ["nda", "renewal"]},
        {"field": "vendor_is_new", "comparison": "equals", "value": True},
        {"field": "personal_data", "comparison": "is_set"},
    ]
    assert explain_all(rule.conditions, all_fields()) == (
        "request type is one of Confidentiality agreement (NDA) or Renewal and vendor is new is yes "
        "and “Will the vendor see data about people?” is answered"
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("value", "at_least", "much"), "Needs a number, written with digits only: 50000."),
        (("value", "at_least", ""), "Needs a value to compare with."),
        (("kind", "one_of", " ; "), "Needs a list of at least one value."),
        (("kind", "is_set", "nda"), "Takes no value"),
        (("shoe_size", "equals", "44"), "Select a valid choice."),
    ],
)
def test_rule_add_says_what_is_wrong_with_a_condition(as_admin, desks, row, sentence):
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]), typed(row, name="Wrong", desk=desks["legal"].pk)
    )
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not RuleDraft.objects.exists()


def test_rule_add_says_who_cannot_hold_it(as_admin, desks, buyer):
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]),
        typed(name="Ben", desk=desks["legal"].pk, person=buyer.pk),
    )
    assert "Ben Buyer is not a member of Legal, or has left." in text_of(response)


def test_rule_add_gives_another_row_without_javascript(as_admin):
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]),
        typed(("value", "below", "100"), name="Half written", more="1"),
    )
    page = text_of(response)
    assert (response.status_code, 'name="conditions-1-field"' in page) == (200, True)
    assert 'value="Half written"' in page
    assert not RuleDraft.objects.exists()


def test_rule_edit_keeps_the_key_and_shows_stored_words(as_admin, desks):
    rule = live_rules().at("vendor_contact")[0].rule
    url = reverse("settings:rule_edit", args=["split", rule.key])
    assert 'value="Confidentiality agreement (NDA)"' in text_of(as_admin.get(url))
    as_admin.post(url, typed(name="Renamed", desk=desks["legal"].pk))
    changed = RuleDraft.objects.get().rule_set.find(rule.key)
    assert (changed.number, changed.rule.name, changed.rule.conditions) == (1, "Renamed", [])


def test_rule_buttons_change_the_draft_alone(as_admin):
    first, second = [live_rule.rule.key for live_rule in live_rules().at("vendor_contact")]
    as_admin.post(reverse("settings:rule_later", args=["split", first]))
    as_admin.post(reverse("settings:rule_switch", args=["split", first]))
    draft = RuleDraft.objects.get().rule_set.at("vendor_contact")
    assert [(placed.rule.key, placed.rule.is_active) for placed in draft] == [(second, True), (first, False)]
    assert [live_rule.rule.key for live_rule in live_rules().at("vendor_contact")] == [first, second]


def test_terms_show_the_usual_desk_and_the_rules(as_admin, desks):
    TermRule.objects.create(
        term_type=TermType.objects.get(slug="price"), position=1, name="Finance does prices", desk=desks["finance"]
    )
    page = text_of(as_admin.get(reverse("settings:terms")))
    assert "Finance does prices" in page
    assert "Limitation of liability" in page


# --- preview and versions -----------------------------------------------------------------------------


def test_preview_names_the_review_and_both_owners_and_no_content(as_admin, review, admin, desks, counsel):
    rule = live_rules().at("legal_review")[0].rule
    as_admin.post(
        reverse("settings:rule_edit", args=["split", rule.key]),
        typed(name="Clara", desk=desks["legal"].pk, person=counsel.pk),
    )
    response = as_admin.get(reverse("settings:preview", args=["split"]))
    assert response.context["differences"] == [
        {
            "reference": review.reference,
            "review": review.pk,
            "place": "Owns legal review",
            "before": "Legal",
            "after": "Clara Counsel (Legal)",
            "because": "Rule 1: Clara",
        }
    ]
    page = text_of(response)
    assert "1 answer on 1 of 1 review (1 under way, 0 closed)" in page
    assert review.title not in page

    assert as_admin.post(reverse("settings:preview", args=["split"]), {"reason": ""}).status_code == 422
    as_admin.post(reverse("settings:preview", args=["split"]), {"reason": "She knows them."})
    assert live_rules().at("legal_review")[0].rule.person == counsel.pk


def test_preview_looks_at_closed_reviews_too(review_at, admin, desks):
    review_at(Stage.WITHDRAWN)
    after = live_rules().without(live_rules().at("legal_review")[0].rule.key)
    shown = preview(live_rules(), after)
    assert (shown.open_reviews, shown.closed_reviews, len(shown.differences)) == (0, 1, 1)


@pytest.fixture
def many_reviews(review):
    """many_reviews(n): n further reviews with the facts and terms of the first, as rows: only reading counts."""

    def make(count):
        term_types = list(review.terms.values_list("term_type", "desk", "second_desk"))
        for _ in range(count):
            twin = Review.objects.get(pk=review.pk)
            twin.pk = None
            twin.save()
            Term.objects.bulk_create(
                Term(review=twin, term_type_id=kind, desk_id=desk, second_desk_id=second, side="legal")
                for kind, desk, second in term_types
            )

    return make


@pytest.mark.parametrize(("name", "queries"), [("preview", 16), ("health", 20)])
def test_page_asks_as_many_questions_about_200_reviews_as_about_20(as_admin, many_reviews, admin, name, queries):
    drafts.switch_rule(live_rules().at("legal_review")[0].rule.key, by=admin)
    counted = []
    for more in (19, 180):
        many_reviews(more)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert as_admin.get(reverse(f"settings:{name}", args=["split"] * (name == "preview"))).status_code == 200
        counted.append(len(captured))
    assert counted == [queries, queries]


@pytest.mark.parametrize("name", ["split", "terms", "try_it", "versions", "playbook"])
def test_lists_ask_as_many_questions_about_many_rules_as_about_few(as_admin, desks, counsel, name):
    counted = []
    for start in (10, 40):
        for number in range(start, start + start):
            row = {"position": number, "name": f"Rule {number}", "desk": desks["legal"], "person": counsel}
            SplitRule.objects.create(slot=Slot.LEGAL_REVIEW, **row)
            TermRule.objects.create(term_type=TermType.objects.get(slug="price"), **row)
        with CaptureQueriesContext(connection) as captured:
            args = ["split"] * (name in {"try_it", "versions"})
            assert as_admin.get(reverse(f"settings:{name}", args=args), {"kind": "nda"}).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_version_compares_with_the_one_before_and_with_any_other(as_admin, admin):
    key = live_rules().at("vendor_contact")[0].rule.key
    for reason in ("Off.", "On again."):
        drafts.switch_rule(key, by=admin)
        drafts.save_rules(reason, by=admin)
    page = text_of(as_admin.get(reverse("settings:version", args=["split", 3])))
    assert "Changed against version 2" in page
    page = text_of(as_admin.get(reverse("settings:version", args=["split", 3]), {"with": "1"}))
    assert "Changed against version 1" in page
    assert "The rules are the same." in page
    assert as_admin.get(reverse("settings:version", args=["split", 3]), {"with": "x" * 30}).status_code == 200
    assert as_admin.get(reverse("settings:version", args=["approvals", 1])).status_code == 200
    assert as_admin.get(reverse("settings:version", args=["approvals", 3])).status_code == 404
    assert as_admin.get(reverse("settings:version", args=["split", 9])).status_code == 404


def test_version_restore_goes_to_the_preview(as_admin, admin):
    drafts.switch_rule(live_rules().at("vendor_contact")[0].rule.key, by=admin)
    drafts.save_rules("Off.", by=admin)
    response = as_admin.post(reverse("settings:version_restore", args=["split", 1]), follow=True)
    assert "Version 1 is in your draft." in text_of(response)
    assert "Preview of your changes" in text_of(response)


# --- try it -------------------------------------------------------------------------------------------


def test_try_it_says_which_rule_wins_and_why_the_earlier_ones_do_not(as_admin):
    page = text_of(as_admin.get(reverse("settings:try_it", args=["split"]), {"kind": "software", "value": "3000"}))
    assert "“request type is Confidentiality agreement (NDA)” does not hold: it is New software vendor." in page
    assert "It is the first that fits: it always does." in page
    page = text_of(as_admin.get(reverse("settings:try_it", args=["split"]), {"kind": "nda"}))
    assert "It would fit, but an earlier rule has won." in page


# --- health -------------------------------------------------------------------------------------------


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
    assert "Insurance" in wrong["Kinds of terms without a playbook"]
    assert wrong["Request types without terms"] == ["Confidentiality agreement (NDA)"]


def test_health_is_content_when_everything_fits(review, desks):
    for desk in desks.values():
        Membership.objects.bulk_create(Membership(team=desk, user=UserFactory(), is_lead=True) for _ in range(2))
    TermType.objects.filter(walk_away="").update(walk_away="Here.")
    SplitRule.objects.filter(position=1, slot=Slot.VENDOR_CONTACT).delete()
    ApprovalRule.objects.exclude(position=1).delete()  # the others ask for nothing on this one review
    assert {title: faults for title, faults in findings().items() if faults} == {}


def test_health_counts_a_holder_who_is_away_only_without_a_backup(review, counsel, lead, away):
    away(counsel)
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel)
    assert len(findings()["Holders who are not there"]) == 1
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(backup=lead)
    assert findings()["Holders who are not there"] == []


# --- playbook -----------------------------------------------------------------------------------------


def test_playbook_lists_the_terms_of_one_desk(client, counsel, defaults):
    client.force_login(counsel)
    page = text_of(client.get(reverse("settings:playbook"), {"desk": "security"}))
    assert "Breach notice times" in page
    assert "Price and rates, discounts" not in page
    assert "No terms of that desk" in text_of(client.get(reverse("settings:playbook"), {"desk": "kitchen"}))


def test_playbook_entry_shows_members_everything_and_no_button(client, counsel, defaults):
    client.force_login(counsel)
    page = text_of(client.get(reverse("settings:playbook_entry", args=["liability"])))
    for words in (
        "Preferred",
        "If we must give way",
        "Walk away",
        "A lead of Legal",
        "Leads of Legal keep this entry.",
    ):
        assert words in page
    assert "playbook/liability/edit/" not in page


def test_playbook_edit_saves_and_shows_the_difference(client, lead, defaults):
    client.force_login(lead)
    url = reverse("settings:playbook_edit", args=["liability"])
    entry = {
        "position": "Cap at three times the yearly fees.",
        "fallbacks": "Twice the fees.\n\n  The fees.  ",
        "walk_away": "No cap.",
        "why": "It must be in proportion.",
        "deviation_by": "function",
        "deviation_function": "finance",
        "deviation_person": lead.pk,
        "expected": "always",
        "rows-TOTAL_FORMS": "0",
        "rows-INITIAL_FORMS": "0",
    }
    assert client.post(url, entry).status_code == 422
    assert client.post(url, entry | {"reason": "The board decided."}).status_code == 302
    term_type = TermType.objects.get(slug="liability")
    assert (term_type.fallbacks, term_type.deviation_approver) == (
        ["Twice the fees.", "The fees."],
        "a lead of Finance",
    )

    page = text_of(client.get(reverse("settings:playbook_history", args=["liability"])))
    assert "The board decided." in page
    assert '<ins><span class="visually-hidden">added: </span>' in page
    assert '<del><span class="visually-hidden">removed: </span>' in page
    assert "Last changed" in text_of(client.get(reverse("settings:playbook_entry", args=["liability"])))


# --- routing one review -------------------------------------------------------------------------------


def test_routing_shows_the_difference_and_applies_it(client, review, lead, counsel):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel)
    client.force_login(lead)
    url = reverse("settings:routing", args=[review.pk])
    page = text_of(client.get(url))
    assert "Clara Counsel (Legal)" in page
    response = client.get(url)
    seen = response.context["plan"].fingerprint
    response = client.post(reverse("settings:routing_apply", args=[review.pk]), {"seen": seen}, follow=True)
    assert "The review is routed anew." in text_of(response)
    assert "Nothing would change" in text_of(response)


def test_routing_says_when_the_difference_is_an_old_one(client, review, lead, counsel):
    client.force_login(lead)
    response = client.post(reverse("settings:routing_apply", args=[review.pk]), {"seen": "old"}, follow=True)
    assert "have changed since you looked" in text_of(response)


def test_routing_names_somebody_by_hand(client, review, lead, counsel, desks):
    client.force_login(lead)
    url = reverse("settings:routing_name", args=[review.pk])
    facts = {"slot": "legal_review", "legal_review-desk": desks["legal"].pk, "legal_review-person": counsel.pk}
    assert client.post(url, facts).status_code == 422
    client.post(url, facts | {"legal_review-reason": "She knows them."})
    assert review.responsibilities.get(slot="legal_review").person == counsel
    assert client.post(url, facts | {"slot": "kitchen"}).status_code == 404


# --- fragments for the pages of others ----------------------------------------------------------------


def test_fragments_draw_themselves_from_what_they_name(review, counsel, lead):
    link = render_to_string("settings/routing/_rerun_link.html", {"review": review})
    assert reverse("settings:routing", args=[review.pk]) in link

    assert render_to_string("settings/routing/_slots_nobody_holds.html", {"slots": unheld_slots()}).strip() == ""
    counsel.is_active = False
    counsel.save()
    answer_anew(review, Slot.LEGAL_REVIEW, person=counsel)
    listed = render_to_string("settings/routing/_slots_nobody_holds.html", {"slots": unheld_slots()})
    assert "Clara Counsel, who owns legal review, has left, and there is no backup." in listed

    term = review.terms.select_related("term_type__desk", "term_type__deviation_person").get(
        term_type__slug="liability"
    )
    context = {"term_type": term.term_type, "why": "Rule 2: Big deals"}
    with CaptureQueriesContext(connection) as captured:
        shown = render_to_string("settings/playbook/_playbook.html", context)
    assert ("Walk away" in shown, "Rule 2: Big deals" in shown, len(captured)) == (True, True, 0)
