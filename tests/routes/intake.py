"""The addresses of intake: a draft exists for its requester alone, whatever role anybody else has."""

from intake import actions
from intake.models import RequestType
from tests.contracts.builders import pdf
from tests.routes import Route, cells

EVERYBODY = "requester stranger buyer counsel lead admin"
OWN = "requester"


def drafted(case):
    draft = actions.start_draft(RequestType.objects.get(slug="nda"), by=case.people["requester"])
    actions.save_draft(draft, fields={"title": "A pilot"}, answers={}, by=case.people["requester"])
    return [draft.pk]


def with_file(case):
    [pk] = drafted(case)
    requester = case.people["requester"]
    draft = requester.intake_requests.get(pk=pk)
    return [pk, actions.attach(draft, pdf(), kind="nda", by=requester).pk]


def heads_up(case):
    return {
        "request_type": RequestType.objects.get(slug="services").pk,
        "title": "Agency",
        "vendor_name": "Bright",
        "reason": "The campaign team is two people short.",
    }


def complete(case):
    return {
        "title": "A pilot",
        "vendor_name": "Quantum Leap",
        "reason": "We want to talk about a pilot.",
        "direction": "Both sides",
        "subject": "Robots",
        "their_paper": "no",
    }


ROUTES = {
    "intake:request_list": Route(get=cells(page=EVERYBODY)),
    "intake:new": Route(get=cells(page=EVERYBODY)),
    "intake:heads_up": Route(get=cells(page=EVERYBODY), post=cells(done=EVERYBODY), data=heads_up),
    "intake:start": Route(given=lambda case: ["nda"], get=cells(page=EVERYBODY)),
    "intake:begin": Route(given=lambda case: ["nda"], post=cells(done=EVERYBODY), data=complete),
    "intake:begin_and_submit": Route(given=lambda case: ["nda"], post=cells(done=EVERYBODY), data=complete),
    "intake:begin_and_attach": Route(
        given=lambda case: ["nda"], post=cells(done=EVERYBODY), data=lambda case: {"file": pdf()}
    ),
    "intake:draft": Route(given=drafted, get=cells(page=OWN)),
    "intake:save": Route(given=drafted, post=cells(done=OWN), data=complete),
    "intake:submit": Route(given=drafted, post=cells(done=OWN), data=complete),
    "intake:discard": Route(given=drafted, post=cells(done=OWN)),
    "intake:attach": Route(given=drafted, post=cells(done=OWN), data=lambda case: {"file": pdf()}),
    "intake:file": Route(given=with_file, get=cells(page=OWN)),
    "intake:remove_file": Route(given=with_file, post=cells(done=OWN)),
}
