"""Fragments of the settings that other pages draw."""

from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Slot
from reviews.rules.slots import unheld_slots
from tests.reviews.reading import answer_anew


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
