"""The addresses of the API. A row is walked to as the page's is: the two are doors to the same actions."""

from datetime import timedelta

from contracts.actions.limits import state_of as state_of_limits
from contracts.models import FileLimits
from reviews.pure.stages import Stage
from reviews.rounds import requesters
from reviews.waits import questions
from tests.reviews.reading import state_key
from tests.routes import Route, checkins
from tests.routes.intake import drafted, withdrawn_by_reference
from tests.routes.machinery import announced, announcement, read_only
from tests.routes.people import unreachable_person
from tests.routes.reviews import (
    approval_without_a_lead,
    asked,
    asked_of_vendor,
    claimed,
    cut_off,
    desk_wait,
    escalated_without_a_lead,
    first_look,
    looked_at,
    noted_value,
    own_term,
    paused,
    proposed,
    proven,
    read_paper,
    side_without_members,
    the_newcomer,
    to_approve,
    to_pass_over,
    unknown,
    value_by_program,
)
from tests.routes.reviews import of_walled as of_walled_page
from tests.routes.reviews import somebody_named as somebody_named_page


def of_review(case):
    return [case.review_at(Stage.IN_REVIEW).reference]


def of_walled(case):
    of_walled_page(case)
    return [case.review.reference]


def held_by_counsel(case):
    """What legal asks of privacy: its desk's own wait to answer."""
    from_legal = desk_wait(case, "legal")
    return [questions.ask_desk(from_legal, "May we?", desk=case.people["part"].teams[0], by=case.people["counsel"]).pk]


def fingerprint(case):
    return case.review.approvals.get(desk__slug="procurement").fingerprint


def until(case):
    return case.today + timedelta(days=3)


def paper_by_reference(case):
    pk, document = read_paper(case)
    return [f"R-{pk}", document]


def listed(passages, **more):
    """What is sent to settle the passages of a list."""

    def data(case):
        version, pks = passages(case)
        return {"review": case.review.reference, "document": version.document_id, "passages": pks, **more}

    return data


def somebody_named(case):
    somebody_named_page(case)
    return [case.review.reference]


ROUTES = {
    **checkins.API_ROUTES,
    "api-review-discuss": Route(given=lambda case: [case.review.reference], data=lambda case: {"why": "Two at once."}),
    "api-value-list": Route(data=value_by_program),
    "api-value-detail": Route(given=noted_value),
    "api-value-confirm": Route(given=noted_value),
    "api-value-reject": Route(given=noted_value, data=lambda case: {"why": "No."}),
    "api-value-withdraw": Route(given=noted_value, data=lambda case: {"why": "Twice."}),
    "api-disk-list": Route(),
    "api-notice-list": Route(),
    "api-notice-read": Route(data=lambda case: {"show": "news"}),
    "api-search-list": Route(),
    "api-file-limits-list": Route(
        data=lambda case: {"files_per_draft": 40, "state": state_of_limits(FileLimits.now()).key}
    ),
    "api-maintenance-list": Route(data=announced),
    "api-maintenance-take-back": Route(given=announcement),
    "api-maintenance-read-only": Route(data=lambda case: {"reason": "A larger disk."}),
    "api-maintenance-end-read-only": Route(given=read_only),
    "api-unreachable-list": Route(),
    "api-unreachable-detail": Route(given=unreachable_person),
    "api-unreachable-clear": Route(given=unreachable_person),
    "api-root": Route(),
    "api-review-list": Route(),
    "api-review-detail": Route(given=of_review),
    "api-review-story": Route(given=of_review),
    "api-review-named-people": Route(given=of_walled),
    "api-review-wall": Route(
        given=of_review,
        data=lambda case: {"people": [case.people[name].email for name in ("buyer", "counsel", "lead")]},
    ),
    "api-review-name-person": Route(given=of_walled, data=lambda case: {"person": case.people["part"].email}),
    "api-review-name-outside": Route(
        given=of_walled, data=lambda case: {"person": case.people["outside"].email, "until": str(case.today)}
    ),
    "api-review-remove-person": Route(
        given=somebody_named,
        data=lambda case: {"id": case.review.named_people.get(person=case.people["part"]).pk},
    ),
    "api-review-take-wall-down": Route(given=of_walled),
    "api-review-requester": Route(
        given=of_review,
        data=lambda case: {
            "person": case.people["stranger"].email,
            "reason": "Rosa has left.",
            "state": requesters.state_of(case.review).key,
        },
    ),
    "api-heads-up-list": Route(
        data=lambda case: {"kind": "nda", "title": "A pilot", "vendor": "Quantum Leap", "reason": "We want to talk."}
    ),
    "api-request-ask-again": Route(given=withdrawn_by_reference),
    "api-pipeline-list": Route(),
    "api-pipeline-share": Route(given=drafted),
    "api-pipeline-stop-sharing": Route(given=drafted),
    "api-first-look-list": Route(data=lambda case: {"wait": first_look(case)[0], "flags": ["ai"]}),
    "api-first-look-detail": Route(given=looked_at),
    "api-first-look-again": Route(given=looked_at, data=lambda case: {"reason": "They sent a data sheet."}),
    "api-unheld-list": Route(),
    "api-unheld-name-approver": Route(
        given=approval_without_a_lead,
        data=lambda case: {"person": case.people["lead"].email, "reason": "Nobody of procurement can."},
    ),
    "api-unheld-name-settler": Route(
        given=escalated_without_a_lead,
        data=lambda case: {"person": case.people["buyer"].email, "reason": "Nobody of legal can."},
    ),
    "api-unheld-walls": Route(),
    "api-unheld-let-in": Route(
        given=lambda case: cut_off(case)[:0],
        data=lambda case: {
            "review": case.review.reference,
            "person": the_newcomer().email,
            "reason": "Everybody inside has left.",
        },
    ),
    "api-unheld-hand-on": Route(
        given=side_without_members, data=lambda case: {"desk": "finance", "reason": "Privacy has nobody."}
    ),
    "api-two-approvers-list": Route(data=lambda case: {"always": True, "reason": "Our auditors ask for it."}),
    "api-term-together": Route(
        data=lambda case: {
            "review": case.review.reference,
            "terms": [own_term(case).pk],
            "outcome": "ask",
            "states": {str(own_term(case).pk): state_key(own_term(case))},
        }
    ),
    "api-term-paper": Route(
        given=lambda case: [own_term(case).pk],
        data=lambda case: {"document": None, "reason": "The usual one.", "state": state_key(own_term(case))},
    ),
    "api-term-list": Route(),
    "api-term-detail": Route(given=lambda case: [own_term(case).pk]),
    "api-term-decide": Route(
        given=lambda case: [own_term(case).pk],
        data=lambda case: {"outcome": "ask", "desk": "procurement", "state": state_key(own_term(case))},
    ),
    "api-passage-list": Route(),
    "api-passage-detail": Route(given=proposed("liability")),
    "api-passage-points": Route(given=paper_by_reference),
    "api-passage-confirm": Route(given=proposed("liability")),
    "api-passage-reject": Route(given=proposed("liability")),
    "api-passage-reopen": Route(given=proposed("liability", settled=True)),
    "api-passage-correct": Route(given=proposed("liability"), data=lambda case: {"type": "liability"}),
    "api-passage-confirm-listed": Route(data=listed(proven, desk="procurement")),
    "api-passage-set-aside": Route(data=listed(unknown)),
    "api-approval-list": Route(),
    "api-approval-detail": Route(given=to_approve),
    "api-approval-approve": Route(given=to_approve, data=lambda case: {"fingerprint": fingerprint(case)}),
    "api-approval-skip": Route(
        given=to_pass_over, data=lambda case: {"fingerprint": fingerprint(case), "reason": "The desk is at the fair."}
    ),
    "api-approval-override": Route(
        given=to_pass_over, data=lambda case: {"fingerprint": fingerprint(case), "reason": "The desk is at the fair."}
    ),
    "api-wait-list": Route(),
    "api-wait-detail": Route(given=lambda case: [desk_wait(case).pk]),
    "api-wait-claim": Route(given=lambda case: [desk_wait(case).pk]),
    "api-wait-release": Route(given=claimed),
    "api-wait-undo": Route(given=claimed),
    "api-wait-hand-over": Route(
        given=claimed, data=lambda case: {"to": case.people["lead"].email, "reason": "I am away."}
    ),
    "api-wait-ask": Route(given=claimed, data=lambda case: {"question": "How many people?"}),
    "api-wait-answer": Route(given=held_by_counsel, data=lambda case: {"answer": "You may."}),
    "api-wait-withdraw": Route(given=asked),
    "api-wait-sent": Route(given=asked_of_vendor),
    "api-wait-pause": Route(
        given=claimed, data=lambda case: {"until": str(until(case)), "reason": "The vendor is on holiday."}
    ),
    "api-wait-another-day": Route(
        given=claimed, data=lambda case: {"day": str(until(case)), "reason": "The vendor is on holiday."}
    ),
    "api-wait-nudge": Route(given=claimed),
    "api-wait-wait-for": Route(
        given=claimed,
        data=lambda case: {"other": desk_wait(case, "legal").pk, "reason": "The law comes first."},
    ),
    "api-wait-resume": Route(given=paused),
}
