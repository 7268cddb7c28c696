"""Starting a draft."""

from django.urls import reverse

from intake.models import IntakeRequest, RequestType


def test_start_makes_a_draft_of_the_type(visit, defaults, requester):
    response = visit.post(reverse("intake:start", args=["renewal"]))
    draft = IntakeRequest.objects.get()
    assert (response.url, draft.requester, draft.request_type.slug) == (f"/requests/{draft.pk}/", requester, "renewal")


def test_start_takes_up_a_draft_that_was_never_written_in(visit, blank):
    urls = [visit.post(reverse("intake:start", args=[slug])).url for slug in ("software", "software", "nda")]
    assert urls[:2] == [f"/requests/{blank.pk}/"] * 2
    assert urls[2] != urls[0]


def test_start_leaves_a_draft_alone_that_was_written_in(visit, draft):
    assert visit.post(reverse("intake:start", args=["software"])).url != f"/requests/{draft.pk}/"


def test_start_knows_no_type_that_is_switched_off(visit, defaults):
    RequestType.objects.filter(slug="nda").update(is_active=False)
    assert visit.post(reverse("intake:start", args=["nda"])).status_code == 404
    assert visit.post(reverse("intake:start", args=["boat"])).status_code == 404
