"""The rules of the split: their lists, what a change would do, trying them; and what all lists cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Review, Slot, SplitRule, Term, TermRule, TermType
from reviews.pure.stages import Stage
from reviews.rules import drafts
from reviews.rules.books import live_rules
from reviews.rules.preview import preview
from tests.reviews.pages import html_of
from tests.reviews.web.settings.rule_form import typed


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


def test_split_shows_rules_in_words(as_admin):
    page = html_of(as_admin.get(reverse("settings:split")))
    assert "Legal talks to the vendor about confidentiality agreements" in page
    assert "when request type is Confidentiality agreement (NDA)" in page
    assert "You are looking at your draft" not in page


def test_split_shows_a_lead_the_rules_without_buttons(client, lead, defaults):
    client.force_login(lead)
    page = html_of(client.get(reverse("settings:split")))
    assert "Legal owns every legal review" in page
    assert "You can look at the rules. Admins change them" in page
    assert "Add a rule" not in page


def test_split_names_a_question_without_rules_and_a_rule_that_can_never_win(as_admin, desks):
    SplitRule.objects.filter(slot=Slot.COMMERCIAL_TERMS).delete()
    SplitRule.objects.create(slot=Slot.LEGAL_REVIEW, position=2, name="Too late", desk=desks["privacy"])
    page = html_of(as_admin.get(reverse("settings:split")))
    assert "No rule answers this question: leads are asked on every request." in page
    assert "can never win" in page
    assert "“Rule 1: Legal owns every legal review” comes first and always fits." in page


def test_terms_show_the_usual_desk_and_the_rules(as_admin, desks):
    TermRule.objects.create(
        term_type=TermType.objects.get(slug="price"), position=1, name="Finance does prices", desk=desks["finance"]
    )
    page = html_of(as_admin.get(reverse("settings:terms")))
    assert "Finance does prices" in page
    assert "Limitation of liability" in page


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
    page = html_of(response)
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


@pytest.mark.parametrize(("name", "queries"), [("preview", 16), ("health", 29)])
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


def test_try_it_says_which_rule_wins_and_why_the_earlier_ones_do_not(as_admin):
    page = html_of(as_admin.get(reverse("settings:try_it", args=["split"]), {"kind": "software", "value": "3000"}))
    assert "“request type is Confidentiality agreement (NDA)” does not hold: it is New software vendor." in page
    assert "It is the first that fits: it always does." in page
    page = html_of(as_admin.get(reverse("settings:try_it", args=["split"]), {"kind": "nda"}))
    assert "It would fit, but an earlier rule has won." in page
