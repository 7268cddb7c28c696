"""Who sees a review, over the API: the people named, raising a wall, naming, taking out, taking it down."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from reviews.api.people import AddressField
from reviews.models import NamedPerson, Review
from reviews.spine.policies import may_read_on
from reviews.walls import actions as walls
from reviews.walls import policies


class NamedPersonSerializer(serializers.ModelSerializer):
    """One named person; `until` is there for outside counsel alone, `because` for whoever was let in from outside."""

    person = serializers.CharField(source="person.name")
    address = serializers.CharField(source="person.email")
    named_by = serializers.CharField(source="added_by.name")

    class Meta:
        model = NamedPerson
        fields = ["id", "person", "address", "until", "named_by", "because"]


class WallSteps:
    """Steps of the viewset of reviews. Each answers with the people who are named then."""

    STEPS = ("named_people", "wall", "name_person", "name_outside", "remove_person", "take_wall_down")

    def only_of_others(self, reviews):
        """The requester does not read for whom else it exists."""
        return reviews.exclude(requester=self.request.user)

    def _named(self, review):
        rows = review.named_people.select_related("person", "added_by")
        walled = Review.objects.walled().filter(pk=review.pk).exists()
        return Response({"walled": walled, "people": NamedPersonSerializer(rows, many=True).data})

    def _sent(self, **fields):
        """What was posted, as a serializer of these fields takes it."""
        serializer = type("Sent", (serializers.Serializer,), fields)(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    @action(detail=True, url_path="named-people")
    def named_people(self, request, pk):
        """{"walled": true, "people": [...]}."""
        review = self.get_object()
        if not may_read_on(request.user, review):
            self.permission_denied(request)
        return self._named(review)

    @action(detail=True, methods=["post"])
    def wall(self, request, pk):
        """{"people": ["ann@example.org"]}, besides the caller and the requester."""
        review = self.get_object()
        sent = self._sent(people=AddressField(queryset=policies.nameable(review), many=True))
        return self._named(walls.wall(review, sent["people"], by=request.user))

    @action(detail=True, methods=["post"], url_path="name-person")
    def name_person(self, request, pk):
        """{"person": "ann@example.org"}."""
        review = self.get_object()
        sent = self._sent(person=AddressField(queryset=policies.nameable(review)))
        walls.name_person(review, sent["person"], by=request.user)
        return self._named(review)

    @action(detail=True, methods=["post"], url_path="name-outside")
    def name_outside(self, request, pk):
        """{"person": "ann@firm.example", "until": "2026-12-31"}."""
        review = self.get_object()
        person = AddressField(queryset=policies.outside_counsel())
        sent = self._sent(person=person, until=serializers.DateField())
        walls.name_outside_counsel(review, sent["person"], until=sent["until"], by=request.user)
        return self._named(review)

    @action(detail=True, methods=["post"], url_path="remove-person")
    def remove_person(self, request, pk):
        """{"id": 7}: of the people named on this review."""
        review = self.get_object()
        rows = review.named_people.select_related("review", "person")
        sent = self._sent(id=serializers.PrimaryKeyRelatedField(queryset=rows))
        walls.remove_person(sent["id"], by=request.user)
        return self._named(review)

    @action(detail=True, methods=["post"], url_path="take-wall-down")
    def take_wall_down(self, request, pk):
        return self._named(walls.take_wall_down(self.get_object(), by=request.user))
