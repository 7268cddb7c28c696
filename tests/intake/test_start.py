"""Beginning a request: looking makes nothing, the first save makes it once."""

from django.urls import reverse

from intake.models import IntakeRequest, RequestType
from tests.common.forms import form_of
from tests.contracts.builders import pdf
from tests.intake.conftest import HTMX, TYPED
from tests.intake.pages import names

SOFTWARE = "/requests/new/software/"


def begun(client):
    return form_of(client.get(SOFTWARE), "/submit/")


def test_start_shows_the_form_and_makes_no_draft(visit, defaults):
    pages = [visit.get(reverse("intake:start", args=[slug])) for slug in ("software", "nda", "renewal", "software")]
    assert [page.status_code for page in pages] == [200] * 4
    assert IntakeRequest.objects.count() == 0
    assert "Nothing is saved yet" in pages[0].text


def test_first_save_makes_the_draft_and_later_ones_go_on_with_it(visit, defaults, requester):
    form = begun(visit)
    first = visit.post(f"{SOFTWARE}save/", form.data(title="Sur"), headers=HTMX)
    second = visit.post(f"{SOFTWARE}save/", form.data(title="Survey tool"), headers=HTMX)
    draft = IntakeRequest.objects.get()
    assert (first.status_code, second.status_code) == (200, 200)
    assert (draft.title, draft.requester, draft.request_type.slug) == ("Survey tool", requester, "software")
    assert f'data-draft="/requests/{draft.pk}/"' in first.text


def test_first_save_by_button_leads_to_the_draft(visit, defaults):
    answer = visit.post(f"{SOFTWARE}save/", begun(visit).data(title="Survey tool"))
    assert answer.url == f"/requests/{IntakeRequest.objects.get().pk}/"


def test_two_windows_make_two_drafts(visit, defaults):
    for title in ("One", "Two"):
        visit.post(f"{SOFTWARE}save/", begun(visit).data(title=title))
    assert {draft.title for draft in IntakeRequest.objects.all()} == {"One", "Two"}


def test_submit_twice_from_a_new_form_is_one_request(visit, defaults, buyer, counsel):
    form = begun(visit)
    urls = [visit.post(form.action, form.data(**TYPED)).url for _ in range(2)]
    assert (IntakeRequest.objects.count(), len(set(urls))) == (1, 1)


def test_file_makes_the_draft_of_the_window(visit, defaults):
    page = visit.get(SOFTWARE)
    upload = form_of(page, "/files/")
    visit.post(upload.action, upload.data(file=pdf()), headers=HTMX)
    visit.post(f"{SOFTWARE}save/", form_of(page, "/submit/").data(title="Survey tool"), headers=HTMX)
    draft = IntakeRequest.objects.get()
    assert (draft.title, len(names(draft))) == ("Survey tool", 1)


def test_start_knows_no_type_that_is_switched_off(visit, defaults):
    RequestType.objects.filter(slug="nda").update(is_active=False)
    assert visit.get(reverse("intake:start", args=["nda"])).status_code == 404
    assert visit.get(reverse("intake:start", args=["boat"])).status_code == 404
