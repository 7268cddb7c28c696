"""What is posted about a wait: questions, pauses and handing over."""

from rest_framework import serializers

from people.models import Team, User
from reviews.api.people import AddressField
from reviews.models import Wait
from reviews.waits.policies import takers_of

DESK = {"slug_field": "slug", "queryset": Team.objects.all()}


class QuestionSerializer(serializers.Serializer):
    """`whom` is "requester" or "vendor", or the slug of a desk."""

    whom = serializers.CharField(default="requester")
    question = serializers.CharField()

    def validate_whom(self, addressee):
        if addressee in {"requester", "vendor"}:
            return addressee
        desk = Team.objects.filter(slug=addressee).first()
        if desk is None:
            raise serializers.ValidationError("Name the requester, the vendor, or the slug of a desk.")
        return desk


class TextSerializer(serializers.Serializer):
    answer = serializers.CharField()


class PauseSerializer(serializers.Serializer):
    until = serializers.DateField()
    reason = serializers.CharField()


class DueSerializer(serializers.Serializer):
    day = serializers.DateField()
    reason = serializers.CharField()


class WaitForSerializer(serializers.Serializer):
    """`other` is the number of a wait of the same review; or name a desk by its slug."""

    other = serializers.PrimaryKeyRelatedField(queryset=Wait.objects.none(), required=False)
    desk = serializers.SlugRelatedField(**DESK, required=False)
    reason = serializers.CharField()

    def __init__(self, *args, wait, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Wait.objects.filter(review=wait.review_id).exclude(pk=wait.pk)

    def validate(self, data):
        if ("other" in data) == ("desk" in data):
            raise serializers.ValidationError("Name another wait or a desk, not both.")
        return data


class HandOverSerializer(serializers.Serializer):
    """To a colleague by mail address, among those who could take it, or to a desk by its slug."""

    to = AddressField(queryset=User.objects.none(), required=False)
    desk = serializers.SlugRelatedField(**DESK, required=False)
    reason = serializers.CharField()

    def __init__(self, *args, wait, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = takers_of(wait)

    def validate(self, data):
        if ("to" in data) == ("desk" in data):
            raise serializers.ValidationError("Name a colleague or a desk, not both.")
        return data
