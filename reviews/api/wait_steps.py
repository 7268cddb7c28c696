"""What can be done with a wait over the API: each step calls the action behind the page's button."""

from rest_framework.decorators import action
from rest_framework.response import Response

from people.models import Team
from reviews.api.wait_serializers import (
    DueSerializer,
    HandOverSerializer,
    PauseSerializer,
    QuestionSerializer,
    TextSerializer,
    WaitForSerializer,
)
from reviews.waits import claims, due_days, hand_overs, nudges, pausing, questions, undoing


class WaitSteps:
    """Steps of a viewset of waits. Each answers with the wait as it is then, also when it has left the queue."""

    def _valid(self, serializer):
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def _done(self, wait):
        fresh = type(wait).objects.with_names().get(pk=wait.pk)
        return Response(self.get_serializer(fresh).data)

    @action(detail=True, methods=["post"])
    def release(self, request, pk):
        """Give it back to its desk."""
        return self._done(claims.release(self.get_object(), by=request.user))

    @action(detail=True, methods=["post"])
    def undo(self, request, pk):
        """Undo the caller's own last step (taken, given back, handed to a colleague) within half a minute."""
        return self._done(undoing.undo(self.get_object(), by=request.user))

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk):
        """To a colleague {"to": "ann@example.org", "reason": ""}, or to a desk {"desk": "legal", "reason": ""}."""
        wait = self.get_object()
        data = self._valid(HandOverSerializer(data=request.data, wait=wait))
        act = hand_overs.hand_over if "to" in data else hand_overs.hand_over_to_desk
        return self._done(act(wait, **data, by=request.user))

    @action(detail=True, methods=["post"])
    def ask(self, request, pk):
        """Ask "requester", "vendor" or a desk by its slug: {"whom": "legal", "question": ""}. Returns the question."""
        wait = self.get_object()
        data = self._valid(QuestionSerializer(data=request.data))
        addressee, question = data["whom"], data["question"]
        if isinstance(addressee, Team):
            return self._done(questions.ask_desk(wait, question, desk=addressee, by=request.user))
        act = questions.ask_vendor if addressee == "vendor" else questions.ask_requester
        return self._done(act(wait, question, by=request.user))

    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        """Answer a question that the caller's desk holds, or the caller as the requester: {"answer": ""}."""
        wait = self.get_object()
        data = self._valid(TextSerializer(data=request.data))
        return self._done(questions.answer_question(wait, data["answer"], by=request.user))

    @action(detail=True, methods=["post"])
    def nudge(self, request, pk):
        """Ask its holder how it goes, once a day."""
        wait = nudges.nudge(self.get_object(), by=request.user)
        return Response({"asked": str(wait.who)})

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        """Take a question back, whoever has it now: for whoever asked it, and for leads."""
        return self._done(questions.withdraw_question(self.get_object(), by=request.user))

    @action(detail=True, methods=["post"])
    def sent(self, request, pk):
        """Note that a question has gone to the vendor."""
        return self._done(questions.note_sent(self.get_object(), by=request.user))

    @action(detail=True, methods=["post"])
    def pause(self, request, pk):
        """Stand still until a day: {"until": "2026-12-01", "reason": ""}."""
        wait = self.get_object()
        return self._done(pausing.pause(wait, **self._valid(PauseSerializer(data=request.data)), by=request.user))

    @action(detail=True, methods=["post"], url_path="another-day")
    def another_day(self, request, pk):
        """Let it be due on another day: {"day": "2026-12-09", "reason": ""}. The requester reads both."""
        wait = self.get_object()
        return self._done(due_days.move_due(wait, **self._valid(DueSerializer(data=request.data)), by=request.user))

    @action(detail=True, methods=["post"], url_path="wait-for")
    def wait_for(self, request, pk):
        """Stand still until another open wait of the review is done: {"other": 17, "reason": ""}; or a desk, which is
        asked the reason where it has nothing open here: {"desk": "legal", "reason": ""}."""
        wait = self.get_object()
        data = self._valid(WaitForSerializer(data=request.data, wait=wait))
        if desk := data.get("desk"):
            return self._done(pausing.wait_for_desk(wait, desk, reason=data["reason"], by=request.user))
        return self._done(pausing.wait_for(wait, data["other"], reason=data["reason"], by=request.user))

    @action(detail=True, methods=["post"])
    def resume(self, request, pk):
        """Go on before the day has come, or before the other wait is done."""
        return self._done(pausing.resume(self.get_object(), by=request.user))
