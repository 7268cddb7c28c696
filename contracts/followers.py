"""Those who build on what was read, and stand above contracts: each is called with the pk of a version, once read."""

FOLLOWERS = []


def when_read(follow):
    """Decorator: call `follow(version_pk)` in the worker, after each reading. It may be called twice."""
    FOLLOWERS.append(follow)
    return follow
