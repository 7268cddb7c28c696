"""The API described: as OpenAPI 3.1 for programs, and as a page on which it can be tried."""

import json
from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import get_resolver
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator

KIND = "application/vnd.oai.openapi+json"


@cache
def described() -> str:
    """The whole schema; it is the same for everybody, and changes only with the code."""
    resolver = get_resolver()
    patterns = [pattern for pattern in resolver.url_patterns if str(pattern.pattern) == "api/v1/"]
    schema = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)
    return json.dumps(schema, sort_keys=False)


@require_GET
def schema(request):
    return HttpResponse(described(), content_type=KIND)


@require_GET
def docs(request):
    """The scripts are ours (static/js/api_docs.js) and Swagger's, served from here: nothing comes from elsewhere."""
    return render(request, "api_docs.html")
