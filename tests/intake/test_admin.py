"""Settings pages of intake: admins write the questions and see no request."""

import pytest
from django.urls import reverse

from intake.models import IntakeRequest, Question, RequestType
from tests.intake.cases import when


@pytest.fixture
def visit_as_admin(client, admin):
    client.force_login(admin)
    return client


def question(request_type, **changes):
    return {
        "request_type": request_type.pk,
        "position": "50",
        "key": "hosting",
        "text": "Where does it run?",
        "help": "",
        "kind": "choice",
        "choices": "Theirs\n\n Ours \nTheirs",
        "required": "on",
        "conditions": "[]",
    } | changes


def add(client, request_type, **changes):
    return client.post(reverse("admin:intake_question_add"), question(request_type, **changes))


@pytest.mark.parametrize("model", ["requesttype", "question"])
def test_admin_finds_types_and_questions(visit_as_admin, defaults, model):
    assert visit_as_admin.get(reverse(f"admin:intake_{model}_changelist")).status_code == 200


@pytest.mark.parametrize("who", ["requester", "buyer", "lead"])
def test_nobody_else_configures(client, defaults, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("admin:intake_question_changelist")).status_code in {302, 403}


def test_admin_sees_no_request(visit_as_admin, draft):
    assert visit_as_admin.get(f"/admin/intake/{IntakeRequest._meta.model_name}/").status_code == 404
    assert visit_as_admin.get(reverse("admin:index")).content.decode().count("Survey tool") == 0


def test_question_takes_its_choices_line_by_line(visit_as_admin, software):
    response = add(visit_as_admin, software, conditions='[{"field": "uses_ai", "comparison": "is_set"}]')
    assert response.status_code == 302
    added = Question.objects.get(key="hosting")
    assert (added.choices, added.conditions) == (["Theirs", "Ours"], [{"field": "uses_ai", "comparison": "is_set"}])
    page = visit_as_admin.get(reverse("admin:intake_question_change", args=[added.pk])).content.decode()
    assert "Theirs\nOurs</textarea>" in page


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"key": "value"}, {"key": ["“value” is in use for something else. Choose another key."]}),
        ({"choices": ""}, {"choices": ["This kind of question needs choices."]}),
        ({"conditions": "yes"}, {"conditions": ["Enter a valid JSON."]}),
        ({"conditions": '{"field": "x"}'}, {"conditions": ["Conditions are a list."]}),
        (
            {"conditions": '[{"field": "boat", "comparison": "is_set"}]'},
            {"conditions": ["No earlier question of this type has the key boat."]},
        ),
        (
            {"conditions": '[{"field": "uses_ai", "comparison": "is_set"}]', "position": "1"},
            {"conditions": ["No earlier question of this type has the key uses_ai."]},
        ),
    ],
)
def test_question_that_could_not_work_is_refused_in_a_sentence(visit_as_admin, software, changes, errors):
    response = add(visit_as_admin, software, **changes)
    assert (response.status_code, response.context["adminform"].form.errors) == (200, errors)


def test_list_of_questions_says_when_each_is_asked(visit_as_admin, software):
    software.questions.filter(key="users").update(conditions=when("value", "at_least", 10000) + when("kind"))
    page = visit_as_admin.get(reverse("admin:intake_question_changelist")).content.decode()
    assert "value is at least 10,000, and kind is yes" in page
    assert "always" in page


def test_type_needs_an_icon_that_exists(visit_as_admin, software):
    facts = {"name": "Boats", "slug": "boats", "description": "Afloat", "position": "9", "is_active": "on"}
    refused = visit_as_admin.post(reverse("admin:intake_requesttype_add"), facts | {"icon": "no-such-icon"})
    taken = visit_as_admin.post(reverse("admin:intake_requesttype_add"), facts | {"icon": "ship"})
    assert refused.context["adminform"].form.errors == {
        "icon": ["There is no icon named “no-such-icon”. Names are listed on lucide.dev."]
    }
    assert (taken.status_code, RequestType.objects.get(slug="boats").icon) == (302, "ship")
