"""The settings pages of ladders: admins, and nobody else."""

from reviews.models import Purpose, Rung
from tests.routes import Route


def rung(case):
    return [Rung.objects.current().filter(purpose="").first().pk]


def own(case):
    """A kind of wait with a ladder of its own."""
    copy = Rung.objects.current().filter(purpose="").first()
    copy.pk, copy.purpose = None, Purpose.APPROVAL
    copy.save(force_insert=True)
    return [Purpose.APPROVAL]


def a_rung(case):
    return {"anchor": "due", "business_days": "9", "recipients": ["lead"], "times": "1", "every_days": "1"}


ROUTES = {
    "ladders:ladder_list": Route(),
    "ladders:ladder": Route(given=lambda case: ["reviewers"]),
    "ladders:rung_add": Route(
        given=lambda case: ["reviewers"],
        data=a_rung,
    ),
    "ladders:rung_edit": Route(given=rung, data=a_rung),
    "ladders:rung_remove": Route(given=rung),
    "ladders:own_begin": Route(given=lambda case: ["approval"]),
    "ladders:own_drop": Route(given=own),
}
