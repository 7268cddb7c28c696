"""The rows of the playbook that are checked, as leads type them."""

import pytest
from django.urls import reverse

from reviews.models import TermType

URL = "settings:playbook_edit"


@pytest.fixture
def typed(client, lead, defaults):
    """What a lead of legal sends: the entry as it is, and one row."""
    client.force_login(lead)
    entry = {"position": "Our law.", "deviation_by": "lead", "reason": "We decided.", "expected": "some"}
    row = {"measure": "governing_law", "comparison": "one_of", "value": "Germany; Austria", "unit": ""}
    rows = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", **{f"rows-0-{name}": row[name] for name in row}}
    return entry | rows | {"expected_kinds": ["software"]}


def test_rows_are_saved_and_kept_in_the_history(client, typed):
    assert client.post(reverse(URL, args=["governing-law"]), typed).status_code == 302
    saved = TermType.objects.get(slug="governing-law")
    assert saved.expectations == [{"measure": "governing_law", "comparison": "one_of", "value": ["Germany", "Austria"]}]
    assert (saved.expected, saved.expected_kinds) == ("some", ["software"])
    after = saved.playbook_changes.get().after
    assert after["Checked in the vendor's text"] == "Governing law: Germany or Austria"
    assert after["Expected in"] == "New software vendor"


def test_a_row_that_cannot_be_checked_comes_back_with_its_fault(client, typed):
    answer = client.post(reverse(URL, args=["governing-law"]), typed | {"rows-0-comparison": "at_least"})
    assert (answer.status_code, "can be compared with “one of”." in answer.text) == (422, True)


def test_another_row_keeps_what_was_typed_and_saves_nothing(client, typed):
    answer = client.post(reverse(URL, args=["governing-law"]), typed | {"more": "1"})
    assert (answer.status_code, "Germany; Austria" in answer.text, "rows-1-measure" in answer.text) == (200, True, True)
    assert TermType.objects.get(slug="governing-law").expectations == []
