"""Questions: asking, answering, noting that one went to the vendor, and taking one back."""

from functools import partial

from django.views.decorators.http import require_POST

from reviews.models import Purpose
from reviews.waits import questions
from reviews.web.forms.review import AnswerForm
from reviews.web.forms.waits import AskForm
from reviews.web.pages.answers import attempt, back_to, pressed, review_page, sent
from reviews.web.views.work.waits import visible_wait


@require_POST
def ask(request, pk):
    """A question to the requester, unless the form names the vendor or a desk."""
    wait = visible_wait(request, pk)
    form = AskForm(request.POST, about=wait)
    if form.is_valid():
        action, addressee = _action(wait, form)
        done = f"{addressee} is asked. Your clock stops until the answer is there."
        if attempt(request, action, wait, form.cleaned_data["question"], done=done):
            return back_to(wait.review, "waits")
    return review_page(request, wait.review_id, sent=form, status=422)


def _action(wait, form):
    """(the action, who is asked)."""
    if form.is_to_vendor:
        return questions.ask_vendor, "Whoever talks to the vendor"
    if form.desk:
        return partial(questions.ask_desk, desk=form.desk), form.desk
    return questions.ask_requester, wait.review.requester


@require_POST
def answer(request, pk):
    wait = visible_wait(request, pk)
    form = AnswerForm(request.POST, about=wait)
    done = "Thank you. Your answer is there, and work goes on."
    part = "" if wait.purpose == Purpose.QUESTION else "waits"
    return sent(request, wait.review, form, questions.answer_question, wait, done=done, part=part)


@require_POST
def note_sent(request, pk):
    wait = visible_wait(request, pk)
    done = "Noted. From now on it is the vendor’s time."
    return pressed(request, wait.review, questions.note_sent, wait, done=done, part="waits")


@require_POST
def withdraw_question(request, pk):
    wait = visible_wait(request, pk)
    done = "The question is withdrawn, and work goes on."
    return pressed(request, wait.review, questions.withdraw_question, wait, done=done, part="waits")
