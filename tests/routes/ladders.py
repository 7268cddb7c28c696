"""The settings pages of ladders: admins, and nobody else."""

from reviews.models import Purpose, Rung
from tests.routes import FORBIDDEN, Route, cells

FOR_ADMINS = {"others": FORBIDDEN}


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
    "ladders:ladder_list": Route(get=cells(page="admin", **FOR_ADMINS)),
    "ladders:ladder": Route(given=lambda case: ["reviewers"], get=cells(page="admin", **FOR_ADMINS)),
    "ladders:rung_add": Route(
        given=lambda case: ["reviewers"],
        get=cells(page="admin", **FOR_ADMINS),
        post=cells(done="admin", **FOR_ADMINS),
        data=a_rung,
    ),
    "ladders:rung_edit": Route(
        given=rung, get=cells(page="admin", **FOR_ADMINS), post=cells(done="admin", **FOR_ADMINS), data=a_rung
    ),
    "ladders:rung_remove": Route(given=rung, post=cells(done="admin", **FOR_ADMINS)),
    "ladders:own_begin": Route(given=lambda case: ["approval"], post=cells(done="admin", **FOR_ADMINS)),
    "ladders:own_drop": Route(given=own, post=cells(done="admin", **FOR_ADMINS)),
}
