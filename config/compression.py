"""Text goes over the wire compressed, whoever stands in front of Duet; files that are compressed already do not.

A page that is compressed gives away by its length whether what somebody typed is also in its secrets (BREACH). Our only
secret in a page is the key of its forms, and Django masks it anew for each answer; its middleware also adds up to a
hundred random bytes to each compressed answer, which is more than a guess of one letter changes.
"""

from django.middleware.gzip import GZipMiddleware

TEXT = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages, fragments, answers of the API, and where they lie uncompressed (on a developer's machine) style
    sheets and scripts. Documents, pictures and fonts are left alone: it would cost time and save nothing."""

    def process_response(self, request, response):
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind not in TEXT or response.status_code == 206:  # part of a file: its places are those of the file
            return response
        return super().process_response(request, response)
