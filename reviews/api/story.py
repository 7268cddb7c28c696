"""The story of a review over the API: the sentences of the requester's page."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from reviews.story.telling import story_of


class StepSerializer(serializers.Serializer):
    """One milestone; `day` is missing where nobody could say one."""

    label = serializers.CharField()
    when = serializers.CharField()
    day = serializers.DateField()
    is_done = serializers.BooleanField()
    is_now = serializers.BooleanField()


class PersonSerializer(serializers.Serializer):
    """One of those who are on it."""

    name = serializers.CharField()
    desk = serializers.CharField(allow_null=True)
    sentence = serializers.CharField()
    when = serializers.CharField()
    is_done = serializers.BooleanField()
    is_late = serializers.BooleanField()


class PointSerializer(serializers.Serializer):
    """What is open, and what we do about it."""

    summary = serializers.CharField()
    plan = serializers.CharField()


class QuestionSerializer(serializers.Serializer):
    """What the requester is asked; answered at /api/waits/{id}/answer/."""

    id = serializers.IntegerField(source="wait.pk")
    question = serializers.CharField(source="wait.question")
    due = serializers.DateTimeField()


class FlagSerializer(serializers.Serializer):
    """An early flag, and what it means in plain words."""

    label = serializers.CharField()
    plain = serializers.CharField()


class LookSerializer(serializers.Serializer):
    """What one desk saw at first sight."""

    desk = serializers.CharField()
    by = serializers.CharField()
    flags = FlagSerializer(many=True)
    note = serializers.CharField()


class StorySerializer(serializers.Serializer):
    headline = serializers.CharField()
    needed = serializers.CharField()
    expected = serializers.DateField(source="expected.day", default=None)
    first_told = serializers.DateField(source="expected.first", default=None)
    is_late = serializers.BooleanField()
    way = StepSerializer(many=True)
    in_time = serializers.CharField()
    people = PersonSerializer(many=True)
    open = PointSerializer(many=True, source="points")
    looks = LookSerializer(many=True)
    next = serializers.ListField(child=serializers.CharField(), source="next_lines")
    questions = QuestionSerializer(many=True, source="facts.questions")


class StorySteps:
    """A step of a viewset of reviews."""

    @action(detail=True)
    def story(self, request, pk):
        """What the requester reads: with whom, since when, until when, what is open, what comes next."""
        return Response(StorySerializer(story_of(self.get_object())).data)
