"""The addresses of intake: a draft exists for its requester alone, whatever role anybody else has."""

from intake import actions
from intake.models import RequestType
from reviews.closing.actions import withdraw
from tests.contracts.builders import pdf
from tests.routes import Route


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


def withdrawn(case):
    requester = case.people["requester"]
    kind = RequestType.objects.get(slug="services")
    asked = {"title": "Agency", "vendor_name": "Bright", "reason": "The campaign team is two people short."}
    given = actions.give_heads_up(kind, **asked, by=requester)
    withdraw(given.review, "Not needed after all.", by=requester)
    return [given.pk]


def withdrawn_by_reference(case):
    [pk] = withdrawn(case)
    return [case.people["requester"].intake_requests.get(pk=pk).review.reference]


ROUTES = {
    "intake:ask_again": Route(given=withdrawn),
    "intake:request_list": Route(),
    "intake:new": Route(),
    "intake:heads_up": Route(data=heads_up),
    "intake:start": Route(given=lambda case: ["nda"]),
    "intake:begin": Route(given=lambda case: ["nda"], data=complete),
    "intake:begin_and_submit": Route(given=lambda case: ["nda"], data=complete),
    "intake:begin_and_attach": Route(given=lambda case: ["nda"], data=lambda case: {"file": pdf()}),
    "intake:draft": Route(given=drafted),
    "intake:save": Route(given=drafted, data=complete),
    "intake:submit": Route(given=drafted, data=complete),
    "intake:share": Route(given=drafted),
    "intake:stop_sharing": Route(given=drafted),
    "pipeline:pipeline": Route(),
    "intake:discard": Route(given=drafted),
    "intake:attach": Route(given=drafted, data=lambda case: {"file": pdf()}),
    "intake:file": Route(given=with_file),
    "intake:remove_file": Route(given=with_file),
}
