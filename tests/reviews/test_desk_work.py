"""What a desk has on reviews, and the check for rules that name a retired one."""

import pytest
from django.utils import timezone

from people import desk_work
from people.models import Team
from reviews.desk_work import retired_desks_in_rules
from reviews.models import ApprovalRule, TermType

pytestmark = pytest.mark.django_db


def numbers(desk, **which):
    return {line.kind.key: line.number for line in desk_work.lines_of(desk, **which)}


def test_open_work_is_counted_by_kind(review, desks):
    assert numbers(desks["legal"], gives_work=False) == {"waits": 1}
    assert numbers(desks["security"], gives_work=False).keys() <= {"waits"}


def test_work_behind_a_wall_is_not_counted_and_yet_is_there(review, desks):
    type(review).objects.filter(pk=review.pk).update(walled_at=timezone.now())
    assert numbers(desks["legal"], gives_work=False) == {}
    assert desk_work.names_of(desks["legal"], gives_work=False) == [
        "pieces of work in its queue that only the people named on them may know of",
        "a part in reviews under way",
    ]


def test_rules_that_are_off_bring_no_work(desks):
    ApprovalRule.objects.all().update(is_active=False)
    assert "approvals" not in numbers(desks["finance"], gives_work=True)


def test_health_names_retired_desks_that_rules_still_name(desks):
    assert retired_desks_in_rules().findings == []
    number = TermType.objects.filter(desk=desks["privacy"]).count()
    TermType.objects.filter(second_desk=desks["privacy"]).update(is_active=False)
    assert number
    Team.objects.filter(slug="privacy").update(retired_at=timezone.now())
    [finding] = retired_desks_in_rules().findings
    assert finding.text.startswith("Privacy is retired, and ") and finding.text.endswith(" still name it.")
    assert finding.url == f"/settings/desks/{desks['privacy'].pk}/"


def test_health_asks_with_one_query(desks, django_assert_num_queries):
    with django_assert_num_queries(1):
        retired_desks_in_rules()
