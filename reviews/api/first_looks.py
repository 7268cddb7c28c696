"""First looks over the API: what the desks saw; giving one, and opening it again."""

from django.shortcuts import get_object_or_404
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from reviews.api.paging import NewestFirst, in_sight, of_review
from reviews.first_looks import actions
from reviews.models import FirstLook, Purpose, Wait
from reviews.pure.flags import Flag


class LookSerializer(serializers.ModelSerializer):
    """What one desk saw: no flags where it has no concerns yet."""

    review = serializers.CharField(source="review.reference")
    desk = serializers.CharField(source="desk.slug")
    by = serializers.CharField(source="looked_by.name")
    on_behalf_of = serializers.CharField(source="on_behalf_of.name", default=None)
    says = serializers.CharField(source="in_words")

    class Meta:
        model = FirstLook
        fields = ["id", "review", "desk", "says", "flags", "note", "by", "on_behalf_of", "looked_at"]


class SaidSerializer(serializers.Serializer):
    """A first look: the wait that asks for it, flags, and a note that the requester reads."""

    wait = serializers.IntegerField(min_value=1)
    flags = serializers.ListField(child=serializers.ChoiceField(Flag), default=list)
    note = serializers.CharField(allow_blank=True, default="")


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(allow_blank=True)


class LookViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """First looks at what the caller may see, newest first; `?review=R-1042` those of one heads-up."""

    serializer_class = LookSerializer
    pagination_class = NewestFirst
    lookup_value_regex = "[0-9]{1,12}"

    def get_queryset(self):
        looks = FirstLook.objects.visible_to(self.request.user)
        if self.action == "list":
            looks = of_review(in_sight(looks, self.request), self.request)
        return looks.select_related(*FirstLook.READ_WITH, "on_behalf_of", "review__requester", "review__vendor")

    def create(self, request):
        """{"wait": 17, "flags": ["personal_data"], "note": ""}; without flags: no concerns yet."""
        sent = _valid(SaidSerializer(data=request.data))
        waits = Wait.objects.visible_to(request.user).filter(purpose=Purpose.FIRST_LOOK)
        wait = get_object_or_404(waits.select_related("review"), pk=sent.pop("wait"))
        given = actions.look(wait, **sent, by=request.user)
        return Response(self.get_serializer(given).data, status=201)

    @action(detail=True, methods=["post"])
    def again(self, request, pk):
        """{"reason": ""}: open it again. Answers with the wait that asks for it."""
        wait = actions.reopen(self.get_object(), **_valid(ReasonSerializer(data=request.data)), by=request.user)
        return Response({"wait": wait.pk, "desk": wait.desk.slug, "due_at": wait.due_at})


def _valid(serializer):
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
