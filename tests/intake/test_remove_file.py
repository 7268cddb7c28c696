"""Taking a file off a draft."""

from django.urls import reverse

from intake import actions
from tests.contracts.builders import pdf
from tests.intake.conftest import HTMX, TYPED
from tests.intake.pages import names


def test_remove_takes_the_file_off(visit, blank, document):
    response = visit.post(reverse("intake:remove_file", args=[blank.pk, document.pk]), headers=HTMX)
    assert (response.status_code, names(blank), "offer.pdf" in response.content.decode()) == (200, [], False)


def test_remove_without_javascript_comes_back_and_keeps_what_was_typed(visit, blank, document):
    response = visit.post(reverse("intake:remove_file", args=[blank.pk, document.pk]), TYPED)
    blank.refresh_from_db()
    assert (response.url, names(blank), blank.title) == (f"/requests/{blank.pk}/", [], "Survey tool")


def test_remove_after_submission_is_refused(visit, draft, requester, buyer, counsel):
    document = actions.attach(draft, pdf("offer.pdf"), kind="contract", by=requester)
    actions.submit(draft, by=requester)
    visit.post(reverse("intake:remove_file", args=[draft.pk, document.pk]))
    assert names(draft) == ["offer.pdf"]
