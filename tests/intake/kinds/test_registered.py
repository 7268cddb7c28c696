"""Every registered kind of question on its way from what is typed to what the review shows: intake/kinds/__init__.py.

A new kind is tested by being registered; its `example` says what to expect.
"""

import json

import pytest
from django.urls import reverse
from django.utils.html import escape

from common import conditions
from intake import policies, questions
from intake.kinds import KINDS, kind_of
from intake.models import Question
from reviews.models import Review
from reviews.rules.fields import all_fields
from tests.intake.cases import when
from tests.intake.conftest import HTMX, TYPED

ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
SAVED = {name: TYPED[name] for name in ("title", "vendor_name", "reason")}


@pytest.fixture
def ask(blank):
    """ask(kind, conditions): the only question of the request, `answer`, then one more when there are conditions."""
    blank.request_type.questions.all().delete()

    def add(kind, further=()):
        choices = ["One", "Two"] if kind.needs_choices else []
        fields = {"request_type": blank.request_type, "kind": kind.key, "choices": choices}
        question = Question.objects.create(key="answer", text="What is <it>?", help="A & B", position=1, **fields)
        for number, condition in enumerate(further, 2):
            Question.objects.create(
                request_type=blank.request_type,
                key=f"further_{number}",
                kind="text",
                position=number,
                conditions=[condition],
            )
        return question

    return add


def save(client, draft, answer):
    return client.post(reverse("intake:save", args=[draft.pk]), {"answer": answer}, headers=HTMX)


def shown(client, draft):
    """The draft's page and what stands in the field."""
    response = client.get(reverse("intake:draft", args=[draft.pk]))
    return response.content.decode(), response.context["form"]["answer"].value()


def test_kinds_have_labels_of_their_own_and_keys_that_can_be_stored():
    assert len({kind.label for kind in KINDS.values()}) == len(KINDS)
    assert [key for key in KINDS if len(key) > Question._meta.get_field("kind").max_length] == []


@ALL
def test_field_is_drawn_with_the_words_of_the_question(visit, blank, ask, kind):
    ask(kind)
    page, value = shown(visit, blank)
    for words in (escape("What is <it>?"), "A &amp; B", 'name="answer"'):
        assert words in page
    assert not value


@ALL
def test_field_is_marked_when_no_answer_is_needed(kind):
    field = kind_of(Question(kind=kind.key, text="How?", required=False)).form_field()
    assert (field.label, field.required) == ("How? (optional)", False)


@ALL
def test_answer_is_stored_as_json_and_shown_again(visit, blank, ask, kind):
    ask(kind)
    for answer in (kind.example.typed, kind.example.stored):  # what is shown again can be saved again
        save(visit, blank, answer)
        blank.refresh_from_db()
        assert blank.answers == {"answer": kind.example.stored}
        assert shown(visit, blank)[1] == kind.example.stored
    assert json.loads(json.dumps(kind.example.stored)) == kind.example.stored


@ALL
def test_answer_of_nonsense_is_kept_and_its_fault_stands_at_the_field(visit, blank, ask, kind):
    question = ask(kind)
    save(visit, blank, kind.example.refused)
    response = visit.post(reverse("intake:submit", args=[blank.pk]), SAVED | {"answer": kind.example.refused})
    [sentence] = response.context["form"].errors["answer"]
    blank.refresh_from_db()
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    if kind.example.refused:
        assert kind_of(question).fault(kind.example.refused) == sentence != "Please answer this question."
        assert blank.answers["answer"] in (kind.example.refused, [kind.example.refused])
    else:
        assert sentence == "Please answer this question."


@ALL
def test_fault_is_none_for_the_example_and_for_no_answer_that_is_not_needed(ask, kind):
    question = ask(kind)
    assert kind_of(question).fault(kind.example.stored) is None
    question.required = False
    assert [kind_of(question).fault(nothing) for nothing in (None, "", [])] == [None] * 3


@ALL
def test_review_shows_the_answer_in_words(visit, blank, ask, buyer, counsel, kind):
    ask(kind)
    visit.post(reverse("intake:submit", args=[blank.pk]), SAVED | {"answer": kind.example.typed})
    review = Review.objects.get()
    assert review.brief == [{"key": "answer", "question": "What is <it>?", "answer": kind.example.words}]
    assert review.intake_request.answers == {"answer": kind.example.stored}


@ALL
def test_conditions_look_at_the_stored_answer(visit, blank, ask, kind):
    one = kind.example.stored[0] if isinstance(kind.example.stored, list) else kind.example.stored
    ask(kind, [*when("answer", "is_set", None), *when("answer", "is_empty", None), *when("answer", "contains", one)])
    before = shown(visit, blank)[0]
    save(visit, blank, kind.example.typed)
    blank.refresh_from_db()
    asked = questions.asked(list(blank.request_type.questions.all()), policies.facts(blank))
    assert [before.count(f'data-question="further_{n}" hidden') for n in (2, 3, 4)] == [1, 0, 1]
    assert [question.key for question in asked] == ["answer", "further_2", "further_4"]


@ALL
@pytest.mark.parametrize("comparison", conditions.COMPARISONS)
def test_settings_take_the_comparisons_that_can_hold(client, admin, ask, blank, kind, comparison):
    ask(kind)
    condition = {"field": "answer", "comparison": comparison}
    if comparison not in conditions.WITHOUT_VALUE:
        condition["value"] = ["5"] if comparison == conditions.ONE_OF else "5"
    client.force_login(admin)
    response = client.post(
        reverse("admin:intake_question_add"),
        {
            "request_type": blank.request_type.pk, "position": "9", "key": "next", "text": "?", "kind": "text",
            "conditions": json.dumps([condition]),
        },
    )  # fmt: skip
    if comparison in kind.comparisons:
        assert (response.status_code, Question.objects.get(key="next").conditions) == (302, [condition])
    else:
        words = conditions.WORDS[comparison]
        assert response.context["adminform"].form.errors == {
            "conditions": [f"answer is answered by “{kind.label}”: “{words}” can never hold of that."]
        }


@ALL
def test_rules_may_name_what_the_kind_offers(ask, kind):
    question = ask(kind)
    offered = all_fields()["answer"].choices
    assert offered == kind_of(question).choices()
    assert [kind_of(question).fault(answer) for answer in offered] == [None] * len(offered)
