"""The pages of a document as pictures: drawn once by a worker, then served."""

import pytest
from celery import current_app
from django.core.cache import cache

from contracts import pictures
from contracts.tasks import draw_page
from intake.demo.paper import contract_pdf
from reviews.papers import documents
from reviews.web.views.papers import readings
from tests.reviews.pages import HTMX, document_address
from tests.reviews.papers.test_proposing import clause, read_as


def test_picture_is_drawn_by_a_worker_once_and_then_served(
    pages, version, monkeypatch, django_capture_on_commit_callbacks
):
    cache.clear()
    asked = []
    monkeypatch.setattr(current_app, "send_task", lambda name, arguments, **how: asked.append((name, *arguments)))
    url = document_address(version, "versions/1/pages/1/")
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            assert "is being drawn" in pages.get(url, headers=HTMX).text
    assert asked == [("contracts.tasks.draw_page", version.pk, 1)]
    assert pages.get(document_address(version, "versions/1/pages/1.png")).status_code == 404
    draw_page(version.pk, 1)
    draw_page(version.pk, 1)
    assert "<img" in pages.get(url, headers=HTMX).text
    picture = pages.get(document_address(version, "versions/1/pages/1.png"))
    assert (picture["Content-Type"], picture.getvalue()[:4]) == ("image/png", b"\x89PNG")


def test_picture_is_kept_once_though_two_draw_it(version):
    for _ in range(2):
        pictures.keep(version, 1, b"\x89PNG")
    with version.file.storage.open(pictures.path_of(version, 1)) as kept:
        assert kept.read() == b"\x89PNG"


def test_page_that_cannot_be_drawn_says_so_and_is_not_asked_for_again(pages, version, monkeypatch):
    cache.clear()
    draw_page(version.pk, 99)
    monkeypatch.setattr(readings, "later", lambda *asked, **how: pytest.fail("asked again"))
    assert "There is no page 99 to show." in pages.get(
        document_address(version, "versions/1/pages/99/"), headers=HTMX
    ).text or (
        "Page 99 cannot be shown." in pages.get(document_address(version, "versions/1/pages/99/"), headers=HTMX).text
    )


def test_page_says_that_it_has_two_bodies(pages, version):
    assert "HX-Request" in pages.get(document_address(version, "versions/1/pages/1/"))["Vary"]


def test_word_file_has_no_pages_to_show(pages, review, buyer):
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    type(version).objects.filter(pk=version.pk).update(content_type="application/vnd.openxmlformats")
    read_as(version, clause("Our liability is capped.", ("liability", 0.9)))
    assert "as=pages" not in pages.get(document_address(version)).text
