"""What a requester does: give a heads-up, draft, attach, submit, discard."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from common.later import later
from common.locks import locked_row
from contracts.actions.documents import store_document
from contracts.quotas import blockers_to_another
from intake import policies, questions
from intake.kinds import kind_of
from intake.models import IntakeRequest
from reviews.rounds.opening import complete_heads_up, open_heads_up, open_review
from reviews.rounds.submission import Submission
from vendors import meant
from vendors.actions import add_vendor

FIELDS = ("title", "vendor_name", "reason", "value", "needed_by")
"""What a draft holds besides the answers."""


TWIN_WITHIN = timedelta(minutes=5)


def start_draft(request_type, *, by):
    """An empty, private draft. One that was started before and never written in is taken up again."""
    untouched = IntakeRequest.objects.visible_to(by).untouched().filter(request_type=request_type)
    return untouched.first() or IntakeRequest.objects.create(requester=by, request_type=request_type)


def _locked(intake_request, by):
    """The draft, read again with its row locked.

    Raises PermissionDenied when it is not the person's own, ValidationError when it was submitted already; so do
    all actions that begin with it.
    """
    intake_request = locked_row(intake_request, "request_type", "review")
    if intake_request.requester_id != by.pk:
        raise PermissionDenied("Only the requester can change a request.")
    if not intake_request.is_draft:
        raise ValidationError(["This request has been submitted and cannot be changed any more."])
    return intake_request


def _begun(intake_request, by):
    """The draft that this window has begun: made now, unless it was made by a save a moment ago."""
    locked_row(by, no_key=True)
    window = intake_request.begun_in
    if window and (known := IntakeRequest.objects.visible_to(by).filter(begun_in=window).first()):
        return _locked(known, by)
    intake_request.save()
    return intake_request


@transaction.atomic
def save_draft(intake_request, *, fields, answers, window="", by):
    """Keep what has been typed so far, complete or not. `fields` are any of `FIELDS`. Returns the draft.

    A draft that is not stored yet is stored now: looking at a form makes none. `window` is the key of the page on which
    it was typed, so that a later save from there is known to be its own.
    """
    intake_request = _locked(intake_request, by) if intake_request.pk else _begun(intake_request, by)
    for name in set(fields) & set(FIELDS):
        setattr(intake_request, name, fields[name])
    intake_request.answers = answers
    intake_request.saved_at, intake_request.saved_in = timezone.now(), window
    intake_request.save()
    return intake_request


@transaction.atomic
def attach(intake_request, file, *, kind, by):
    """Attach a file. Returns the `Document`. Raises ValidationError for a file that is not accepted."""
    intake_request = _locked(intake_request, by)
    if blockers := blockers_to_another(intake_request.documents.count(), what="draft"):
        raise ValidationError(blockers)
    document = store_document(file, title=file.name, kind=kind, by=by)
    intake_request.documents.add(document)
    return document


@transaction.atomic
def detach(intake_request, document, *, by):
    """Take a file off a draft again."""
    intake_request = _locked(intake_request, by)
    intake_request.documents.remove(document)


@transaction.atomic
def discard(intake_request, *, by):
    """Throw a draft away. Raises ValidationError for a heads-up: others have seen it, so it is withdrawn instead."""
    intake_request = _locked(intake_request, by)
    if intake_request.review_id:
        raise ValidationError(["Others know of this heads-up. Withdraw it instead, so that they know that too."])
    intake_request.delete()


@transaction.atomic
def give_heads_up(request_type, *, title, vendor_name, reason, value=None, needed_by=None, is_another_vendor=False, by):
    """Tell procurement and legal at once that something may come: both have a first look the same minute. Returns the
    draft that the request grows from.

    The button pressed twice is one heads-up: the second finds the first. Raises ValidationError with {field: sentence}
    for everything that is missing; a name close to a known vendor's is asked about, unless it `is_another_vendor`.
    """
    locked_row(by)
    intake_request = IntakeRequest(
        requester=by,
        request_type=request_type,
        title=title.strip(),
        vendor_name=vendor_name.strip(),
        reason=reason.strip(),
        value=value,
        needed_by=needed_by,
    )
    if faults := policies.faults_to_heads_up(intake_request):
        raise ValidationError(faults)
    if twin := _twin_of(intake_request):
        return twin

    _ask_which_vendor(intake_request, is_another_vendor, by=by)
    intake_request.review = open_heads_up(_submission(intake_request, by=by), by=by)
    intake_request.save()
    return intake_request


def _twin_of(heads_up):
    """The same heads-up, given a moment ago."""
    same = {name: getattr(heads_up, name) for name in ("requester", "request_type", "title", "vendor_name", "reason")}
    twins = IntakeRequest.objects.drafts().filter(**same, review__isnull=False)
    return twins.filter(created_at__gte=timezone.now() - TWIN_WITHIN).first()


@transaction.atomic
def submit(intake_request, *, is_another_vendor=False, by):
    """Hand the request in: in the same transaction the review opens and both functions see it. Returns the review.

    Raises ValidationError with {field or question key: sentence} for everything that is missing. A name close to a
    known vendor's is asked about, unless it `is_another_vendor`.
    """
    intake_request = _locked(intake_request, by)
    prefetch_related_objects([intake_request.request_type], "questions")  # asked about twice
    if faults := policies.faults_to_submission(intake_request):
        raise ValidationError(faults)
    _ask_which_vendor(intake_request, is_another_vendor, by=by)

    submission = _submission(intake_request, by=by)
    if intake_request.review:
        intake_request.review = complete_heads_up(intake_request.review, submission, by=by)
    else:
        intake_request.review = open_review(submission, by=by)
    intake_request.answers = submission.answers
    intake_request.submitted_at = timezone.now()
    intake_request.save()
    if submission.documents:  # what was read in the draft is proposed now; the sweep would find it, too
        later("reviews.tasks.proposals.propose_waiting")
    return intake_request.review


def _ask_which_vendor(intake_request, is_another, *, by):
    if not is_another and (question := meant.fault_of(intake_request.vendor_name, by=by)):
        raise ValidationError({"vendor_name": [question]})


def _submission(intake_request, *, by):
    """The request as reviews take it; answers to questions that were hidden stay behind."""
    request_type = intake_request.request_type
    all_questions = list(request_type.questions.all())
    answers = questions.kept(all_questions, policies.facts(intake_request))
    documents = list(intake_request.documents.all()) if intake_request.pk else []
    return Submission(
        title=intake_request.title.strip(),
        kind=request_type.slug,
        kind_label=request_type.name,
        vendor=add_vendor(intake_request.vendor_name, is_another=True, by=by),
        reason=intake_request.reason.strip(),
        value=intake_request.value,
        needed_by=intake_request.needed_by,
        brief=[
            {"key": question.key, "question": question.text, "answer": kind_of(question).words(answers[question.key])}
            for question in all_questions
            if question.key in answers
        ],
        answers=answers,
        term_types=list(request_type.term_types.filter(is_active=True).select_related("desk", "second_desk")),
        documents=documents,
    )
