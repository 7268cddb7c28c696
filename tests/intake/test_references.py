"""What rules name stays: the text of a choice, a question, a request type."""

import pytest
from django.urls import reverse

from intake.models import Question, RequestType
from intake.references import faults_of_choices, faults_to_remove_question, faults_to_remove_type
from reviews.models import Slot, SplitRule, TargetTime
from tests.reviews.pages import signed_in, text_of


@pytest.fixture
def uses_ai(software):
    """A question with choices, which a rule compares."""
    question = software.questions.get(key="uses_ai")
    Question.objects.filter(key="uses_ai").exclude(pk=question.pk).delete()
    condition = {"field": "uses_ai", "comparison": "equals", "value": question.choices[0].upper()}
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(name="AI goes to legal", conditions=[condition])
    return question


def test_choice_that_a_rule_compares_stays(uses_ai):
    first, *others = uses_ai.choices
    sentence = f"“{first}” stays: the rule “AI goes to legal” compares answers with it."
    assert faults_of_choices(uses_ai, others) == [sentence]
    assert faults_of_choices(uses_ai, ["Another text", *others]) == [sentence]
    assert faults_of_choices(uses_ai, [*others, first, "One more"]) == []
    assert faults_of_choices(uses_ai, [first]) == []


def test_choice_that_another_question_of_the_key_offers_may_go(uses_ai):
    nda = RequestType.objects.get(slug="nda")
    Question.objects.create(request_type=nda, key="uses_ai", text="AI?", kind=uses_ai.kind, choices=uses_ai.choices)
    assert faults_of_choices(uses_ai, []) == []


def test_settings_page_refuses_another_text_of_a_choice_in_a_sentence(uses_ai, client, admin):
    signed_in(client, admin)
    page = reverse("admin:intake_question_change", args=[uses_ai.pk])
    form = client.get(page).context["adminform"].form
    posted = {bound.name: bound.value() for bound in form if bound.value() not in (None, False)}
    posted["choices"] = "\n".join(["Maybe", *uses_ai.choices[1:]])
    response = client.post(page, posted)
    assert response.status_code == 200
    assert "stays: the rule “AI goes to legal” compares answers with it." in text_of(response)
    uses_ai.refresh_from_db()
    assert "Maybe" not in uses_ai.choices


def test_question_that_a_rule_or_a_later_question_looks_at_stays(uses_ai, software):
    assert faults_to_remove_question(uses_ai) == [
        f"“{uses_ai.text}” stays: the rule “AI goes to legal” looks at its answer. Change that first."
    ]
    SplitRule.objects.update(conditions=[])
    later = software.questions.exclude(pk=uses_ai.pk).last()
    Question.objects.update(conditions=[])
    later.conditions = [{"field": "uses_ai", "comparison": "is_set"}]
    later.save()
    assert faults_to_remove_question(uses_ai) == [
        f"“{uses_ai.text}” stays: the question “{later.text}” looks at its answer. Change that first."
    ]
    later.delete()
    assert faults_to_remove_question(uses_ai) == []


@pytest.mark.parametrize("named", [True, False])
def test_settings_page_deletes_a_question_only_while_nothing_names_it(named, uses_ai, client, admin):
    if not named:
        SplitRule.objects.update(conditions=[])
        Question.objects.update(conditions=[])
    signed_in(client, admin)
    page = reverse("admin:intake_question_delete", args=[uses_ai.pk])
    client.post(page, {"post": "yes"})
    assert Question.objects.filter(pk=uses_ai.pk).exists() is named
    if named:
        shown = text_of(client.get(reverse("admin:intake_question_change", args=[uses_ai.pk])))
        assert "looks at its answer. Change that first." in shown
    bulk = {"action": "delete_selected", "_selected_action": [uses_ai.pk], "post": "yes"}
    client.post(reverse("admin:intake_question_changelist"), bulk)
    assert Question.objects.filter(pk=uses_ai.pk).exists() is named


def test_request_type_that_rules_or_target_times_name_stays(software):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(
        name="Software", conditions=[{"field": "kind", "comparison": "one_of", "value": ["nda", "software"]}]
    )
    [sentence] = faults_to_remove_type(software)
    assert sentence.startswith("“New software vendor” stays: the rule “Software”")
    SplitRule.objects.update(conditions=[])
    TargetTime.objects.create(purpose="desk_review", kind="software", business_days=9)
    assert "the target time" in " ".join(faults_to_remove_type(software))
