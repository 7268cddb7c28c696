"""Attaching files to a draft."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from intake import actions
from tests.contracts.builders import docx, pdf, upload
from tests.intake.conftest import HTMX, TYPED
from tests.intake.pages import names

SAMPLES = Path(settings.BASE_DIR).parent / "shared" / "data" / "contracts" / "files"


def attach(client, draft, *files, headers=HTMX, **typed):
    return client.post(reverse("intake:attach", args=[draft.pk]), typed | {"file": list(files)}, headers=headers)


def test_attach_keeps_pdf_and_word_files(visit, blank):
    response = attach(visit, blank, pdf("Offer.pdf"), docx("Agreement.docx"))
    page = response.content.decode()
    assert (response.status_code, names(blank)) == (200, ["Offer.pdf", "Agreement.docx"])
    assert ["Offer.pdf" in page, "Agreement.docx" in page, "<html" in page] == [True, True, False]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample contracts are not here")
@pytest.mark.parametrize("ending", [".pdf", ".docx"])
def test_attach_keeps_honest_contracts(visit, blank, ending):
    path = min((path for path in SAMPLES.iterdir() if path.suffix == ending), key=lambda path: path.stat().st_size)
    response = attach(visit, blank, upload(path.name, path.read_bytes()))
    assert (response.status_code, [name[-len(ending) :] for name in names(blank)]) == (200, [ending])


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload("photo.png", b"\x89PNG"), "“photo.png” is neither a PDF nor a Word file (.docx)."),
        (upload("empty.pdf", b""), "“empty.pdf” is empty. Please attach the file again."),
        (upload("fake.pdf", b"MZ this is a program"), "“fake.pdf” is neither a PDF nor a Word file (.docx)."),
        (docx("macros.docx", [("word/vbaProject.bin", b"x")]), "“macros.docx” contains macros (small programs)."),
    ],
)
def test_attach_refuses_in_a_sentence_and_keeps_the_good_ones(visit, blank, file, sentence):
    file.seek(0)
    response = attach(visit, blank, file, pdf("good.pdf"))
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert names(blank) == ["good.pdf"]


def test_attach_refuses_what_is_too_large(visit, blank, settings):
    settings.UPLOAD_MAX_BYTES = 10
    response = attach(visit, blank, pdf("big.pdf"))
    assert (response.status_code, names(blank)) == (422, [])
    assert "files can have up to 10" in response.content.decode()


def test_attach_without_a_file_says_so(visit, blank):
    response = attach(visit, blank)
    assert (response.status_code, "Choose a file first." in response.content.decode()) == (422, True)


def test_attach_without_javascript_comes_back_and_keeps_what_was_typed(visit, blank):
    response = attach(visit, blank, pdf(), headers={}, **TYPED)
    blank.refresh_from_db()
    assert (response.url, names(blank), blank.title) == (f"/requests/{blank.pk}/", ["contract.pdf"], "Survey tool")


def test_attach_without_javascript_shows_the_refusal_on_the_page(visit, blank):
    response = attach(visit, blank, upload("photo.png", b"\x89PNG"), headers={}, **TYPED)
    page = response.content.decode()
    assert (response.status_code, "“photo.png” is neither" in page, 'value="Survey tool"' in page) == (422, True, True)


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["by itself", "by button"])
def test_attach_after_submission_is_refused(visit, draft, requester, buyer, counsel, headers):
    review = actions.submit(draft, by=requester)
    response = attach(visit, draft, pdf(), headers=headers)
    assert names(draft) == []
    if headers:
        assert "has been submitted" in response.content.decode()
    else:
        assert response.url == review.get_absolute_url()


@pytest.mark.parametrize(("slug", "kind"), [("software", "contract"), ("nda", "nda")])
def test_attached_files_are_of_the_kind_that_the_type_usually_has(visit, defaults, requester, slug, kind):
    from intake.models import RequestType

    draft = actions.start_draft(RequestType.objects.get(slug=slug), by=requester)
    attach(visit, draft, pdf())
    assert draft.documents.get().kind == kind


def test_files_go_along_with_the_request(visit, draft, requester, buyer, counsel):
    attach(visit, draft, pdf("offer.pdf"))
    review = actions.submit(draft, by=requester)
    assert [document.title for document in review.documents.all()] == ["offer.pdf"]
