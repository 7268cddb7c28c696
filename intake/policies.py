"""What a request still lacks before it can be submitted, as sentences by field."""

from intake import questions, typed
from intake.kinds import kind_of

TOO_SHORT = 10  # characters

UNREADABLE = {
    "value": "Write the amount in figures, for example 48,000, 48k or 12k a year for 3 years.",
    "needed_by": "Write which day, for example 31 March 2027, 31.3. or next Friday.",
}
"""What to say of text that cannot be read as an amount or a day."""


def fault_of_typed(name, text):
    """What to say of a text that could not be read for a field; a day that can be two asks which one it is."""
    return typed.asks_which_day(text) or UNREADABLE[name] if name == "needed_by" else UNREADABLE[name]


def faults_to_heads_up(intake_request):
    """{field: sentence} for everything that keeps a heads-up from being given: the least that others can use."""
    faults = {}
    if not intake_request.title.strip():
        faults["title"] = "Give the request a short title."
    if not intake_request.vendor_name.strip():
        faults["vendor_name"] = "Name the vendor."
    if sentence := fault_of_reason(intake_request.reason.strip()):
        faults["reason"] = sentence
    return faults


def fault_of_reason(reason):
    """What is wrong with it: nothing there is another fault than too little."""
    if not reason:
        return "Say in a sentence or two what you need it for."
    if len(reason) < TOO_SHORT:
        return (
            f"“{reason}” is too short for others to understand: say it in a sentence of {TOO_SHORT} characters or more."
        )
    return None


def faults_to_share(intake_request):
    """Why a draft cannot be shared, as sentences: others know of it already, or there is nothing to read."""
    if intake_request.review_id:
        return ["Others know of this already: it is a heads-up."]
    return [] if intake_request.title.strip() else ["Give the request a short title first: it is what others read."]


def faults_to_submission(intake_request):
    """{field or question key: sentence} for everything that keeps the request from being submitted."""
    faults = faults_to_heads_up(intake_request)
    if intake_request.value is not None and intake_request.value.amount < 0:
        faults["value"] = "The value cannot be negative."
    unread = intake_request.typed
    faults |= {name: fault_of_typed(name, unread[name]) for name in UNREADABLE if name in unread}
    asked = questions.asked(list(intake_request.request_type.questions.all()), facts(intake_request))
    for question in asked:
        if sentence := kind_of(question).fault(intake_request.answers.get(question.key)):
            faults[question.key] = sentence
    return faults


def facts(intake_request):
    """What the questions' conditions look at: the answers, and the form's own fields."""
    value = intake_request.value
    return {
        **intake_request.answers,
        "kind": intake_request.request_type.slug,
        "value": None if value is None else str(value.amount),
        "currency": None if value is None else str(value.currency),
    }


def may_edit(user, intake_request):
    """A draft belongs to its requester alone."""
    return intake_request.is_draft and intake_request.requester_id == user.pk
