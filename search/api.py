"""The one box over the API."""

from rest_framework import serializers, viewsets
from rest_framework.response import Response

from search.finding import LONGEST, found_for


class EntrySerializer(serializers.Serializer):
    """One thing that was found."""

    label = serializers.CharField()
    hint = serializers.CharField()
    url = serializers.CharField(help_text="The address of its page.")


class SearchViewSet(viewsets.ViewSet):
    """`?q=`: requests, vendors, contracts, terms, comments and people that the caller may see, a few of each:
    {kind: [label, hint, url]}."""

    filters = {"list": {"q": "What is looked for."}}

    def list(self, request):
        text = request.query_params.get("q", "").strip()[:LONGEST]
        groups = found_for(request.user, text) if text else []
        return Response({group.key: EntrySerializer(group.entries, many=True).data for group in groups})
