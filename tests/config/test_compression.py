"""Text is compressed, also without a proxy; files are not."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.compression import CompressionMiddleware
from tests.reviews.pages import signed_in

LONG = "Kleine und große Wörter. " * 100


def answered(response, accepts="gzip"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return CompressionMiddleware(lambda request: response)(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/css", "application/json", "image/svg+xml"])
def test_text_is_compressed_and_says_so(kind):
    answer = answered(HttpResponse(LONG, content_type=kind))
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content).decode() == LONG
    assert len(answer.content) < len(LONG) / 5


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "font/woff2", "application/zip", "text/calendar"])
def test_what_gains_nothing_is_left_alone(kind):
    assert "Content-Encoding" not in answered(HttpResponse(LONG, content_type=kind))


def test_part_of_a_file_keeps_its_places():
    assert "Content-Encoding" not in answered(HttpResponse(LONG, content_type="text/html", status=206))


def test_whoever_accepts_nothing_compressed_gets_it_plain():
    assert answered(HttpResponse(LONG, content_type="text/html"), accepts="identity").content.decode() == LONG


@pytest.mark.django_db  # closing an answer looks at the connection
def test_style_sheet_from_a_file_is_compressed_as_it_streams(tmp_path):
    sheet = tmp_path / "sheet.css"
    sheet.write_text(LONG)
    answer = answered(FileResponse(sheet.open("rb"), content_type="text/css"))
    assert isinstance(answer, StreamingHttpResponse)
    assert gzip.decompress(b"".join(answer.streaming_content)).decode() == LONG
    answer.close()


def test_compressed_page_has_another_length_each_time():
    """Else its length would tell a guess from a hit (BREACH)."""
    lengths = {len(answered(HttpResponse(LONG, content_type="text/html")).content) for _ in range(20)}
    assert len(lengths) > 5


def test_page_and_style_sheet_come_compressed(client, buyer):
    signed_in(client, buyer)
    for address in ("/my-work/", "/static/css/duet.css"):
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        answer.getvalue()
        answer.close()
