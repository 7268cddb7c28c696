"""Those who build on renewals, and stand above contracts: each is called with a decision that was just opened."""

FOLLOWERS = []


def when_opened(follow):
    """Decorator: call `follow(decision)` in the transaction that opens it."""
    FOLLOWERS.append(follow)
    return follow
