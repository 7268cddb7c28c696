"""What early flags choose beforehand in the request that a heads-up becomes."""

import pytest

from intake import actions
from intake.forms import DraftForm
from intake.models import IntakeRequest
from reviews.first_looks import actions as looks
from reviews.models import Purpose
from tests.intake.pages import page_of, save


@pytest.fixture
def noted(software, requester, buyer, counsel, lead, desks):
    draft = actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may ask customers.", by=requester
    )
    wait = draft.review.waits.get(purpose=Purpose.FIRST_LOOK, desk=desks["legal"])
    looks.look(wait, flags=["personal_data", "ai", "exclusivity"], by=counsel)
    return IntakeRequest.objects.get(pk=draft.pk)


def test_flags_choose_yes_and_say_who_flagged(visit, noted):
    page = page_of(visit, noted)
    question = page.split('data-question="personal_data"')[1].split("</fieldset>")[0]
    assert "Legal flagged personal data early. Change it if that is wrong." in question
    assert 'value="yes"' in question.split("checked")[0].rsplit("<input", 1)[1]


def test_flags_ask_the_questions_that_follow_from_yes(noted):
    form = DraftForm(intake_request=noted)
    assert {"data_about", "data_outside_eea"} <= set(form.asked())
    assert form["uses_ai"].value() == "Yes"


def test_flags_never_overrule_what_the_requester_said(visit, noted):
    save(visit, noted, personal_data="no", uses_ai="No")
    noted.refresh_from_db()
    form = DraftForm(intake_request=noted)
    assert (form["personal_data"].value(), form.flagged) == ("no", {})


def test_save_after_a_flag_keeps_what_was_typed(visit, noted):
    assert save(visit, noted, title="Survey tool for all").status_code == 200
    noted.refresh_from_db()
    assert noted.title == "Survey tool for all"
