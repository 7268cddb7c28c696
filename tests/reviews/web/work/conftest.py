"""Where the tests of lists begin."""

import pytest

from intake import actions as intake_actions
from tests.groundwork import harmless


@pytest.fixture
@harmless
def many_waits(draft, review, requester):
    """many_waits(n): so many further reviews of the same kind."""

    def submit(number):
        reviews = []
        for count in range(number):
            draft.pk = draft.review = draft.submitted_at = None
            draft.title = f"Tool {count}"
            draft.save()
            reviews.append(intake_actions.submit(draft, by=requester))
        return reviews

    return submit
