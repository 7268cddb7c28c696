"""The state of a row in headers of the API: ETag tells it, If-Match names the one that was read (common/stale.py)."""


def with_etag(response):
    """The answer, with the `state` that it holds as its ETag too."""
    response["ETag"] = f'"{response.data["state"]}"'
    return response
