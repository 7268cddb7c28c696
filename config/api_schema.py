"""How the API is described as OpenAPI 3.1: from what its code reads and answers, so that the two cannot differ.

The body that an action takes is the serializer that its code reads `request.data` with; examples are the JSON in its
docstring. Where an action says more, `@extend_schema` above it wins. See docs/decisions/0034-the-api-has-a-version.md.
"""

import ast
import inspect
import json
import re
import textwrap
from functools import cache
from http import HTTPStatus

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework.generics import GenericAPIView
from rest_framework.serializers import BaseSerializer

from config.permissions import scope_for
from config.resources import filters_of

ONCE = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="A text of your own, at most 200 characters: sent again with the same, it is done once.",
)
AFTER = {
    name: OpenApiParameter(name, OpenApiTypes.STR, description="Carried by the addresses of `next` and `previous`.")
    for name in ("after", "before")
}
READS = {"GET", "HEAD", "OPTIONS"}
REFUSED = {
    "type": "object",
    "required": ["refused"],
    "properties": {"refused": {"type": "array", "items": {"type": "string"}}},
    "example": {"refused": ["Only members of Legal can take this."]},
}
DETAIL = {"type": "object", "properties": {"detail": {"type": "string"}}, "example": {"detail": "Not found."}}
FAULTS = {
    "type": "object",
    "description": "A sentence as `detail`, or the fields that are wrong, each with its sentences.",
    "additionalProperties": True,
    "example": {"title": ["This field may not be blank."]},
}
PAGED = {
    "type": "object",
    "required": ["results"],
    "properties": {
        "results": {"type": "array", "items": {"type": "object", "additionalProperties": True}},
        "next": {"type": ["string", "null"], "description": "The address of the next page."},
        "previous": {"type": ["string", "null"]},
    },
}
ANYTHING = {"type": ["object", "array"], "items": {"type": "object", "additionalProperties": True}}
HELPER = re.compile(r"self\.(_[a-z_]+)\(")
SENT = re.compile(r"\{\".*?\}(?=[\s,.;:)`]|$)", re.DOTALL)


class ResourceSchema(AutoSchema):
    """One operation: its scope, its parameters, its body, its answers and every refusal."""

    def get_auth(self):
        """A token; or, where none goes far enough, the session of a browser."""
        token, session = {"token": []}, {"session": []}
        opens = scope_for(self.view, self.method) or getattr(self.view, "for_any_token", False)
        return [token, session] if opens else [session]

    def get_operation_id(self):
        return f"{self.view.basename.removeprefix('api-')}-{self.view.action}".replace("-", "_") + self._of_method()

    def get_tags(self):
        return [self.view.basename.removeprefix("api-").replace("-", " ").capitalize()]

    def get_summary(self):
        """The first sentence of the docstring, without the JSON in it."""
        sentence = re.split(r"(?<=[.:])\s|\n", self._words())[0].strip(" .:")
        is_one = sentence[:1].isalpha() and not SENT.search(sentence)
        return sentence[:120] if is_one else self.view.action.replace("_", " ").capitalize()

    def get_description(self):
        words = [self._words() or (inspect.getdoc(type(self.view)) or "")]
        if scope := scope_for(self.view, self.method):
            words.append(f"Scope of the token: `{scope}`.")
        elif not getattr(self.view, "for_any_token", False):
            words.append("No token opens this: it is for people who have signed in.")
        return "\n\n".join(filter(None, words))

    def get_extensions(self):
        scope = scope_for(self.view, self.method)
        return {"x-scope": scope} if scope else {}

    def get_override_parameters(self):
        filters = filters_of(self.view, self.view.action) or {}
        named = [OpenApiParameter(name, OpenApiTypes.STR, description=words) for name, words in filters.items()]
        if "page_by_key(" in self._source() or "place_in(" in self._source():
            named += [parameter for name, parameter in AFTER.items() if name not in filters]
        return [*named, ONCE] if self.method not in READS else named

    def get_request_serializer(self):
        if self.method in READS:
            return None
        return self._serializer_read() or (OpenApiTypes.OBJECT if "request.data" in self._source() else None)

    def get_filter_backends(self):
        return []

    def get_response_serializers(self):
        status = HTTPStatus.CREATED if "status=201" in self._source() else HTTPStatus.OK
        answers = {int(status): self._answer()}
        answers |= {401: _response(DETAIL, "Not signed in, or the token is unknown, expired or revoked.")}
        answers |= {403: _response(REFUSED, "You may see it, but this is not yours to do; or the token lacks a scope.")}
        answers |= {404: _response(DETAIL, "It does not exist, or is not yours to see.")}
        answers |= {400: _response(FAULTS, "It could not be read, or a parameter is unknown.")}
        answers |= {429: _response(DETAIL, "The token has asked too often; see Retry-After.")}
        if self.method not in READS:
            answers |= {
                409: _response(REFUSED, "Not now, or something is missing; each reason is a sentence."),
                412: _response(REFUSED, "The state named by If-Match is no longer the present one."),
                413: _response(DETAIL, "Too large."),
                415: _response(DETAIL, "Anything but JSON in UTF-8."),
                422: _response(REFUSED, "This Idempotency-Key was used for something else."),
                428: _response(REFUSED, "The state that was read is not named."),
            }
        return answers | {503: _response(FAULTS, "Duet is read-only, or the database is away; see Retry-After.")}

    def get_examples(self):
        return [
            OpenApiExample(f"Example {number}", value=value, request_only=True)
            for number, value in enumerate(examples_in(self._words()), 1)
            if self.method not in READS
        ]

    def get_serializer_name(self, serializer, direction):
        """Two apps may both have a `DecisionSerializer`."""
        app = type(serializer).__module__.partition(".")[0]
        return f"{app.capitalize()}{super().get_serializer_name(serializer, direction)}"

    def _is_list_view(self, serializer=None):
        return self.view.action == "list" and isinstance(self.view, GenericAPIView)

    def _get_serializer(self):
        serializer = getattr(self.view, "serializer_class", None)
        return serializer and bare(serializer)

    def _answer(self):
        source = self._source()
        if '"results": ' in source:
            return OpenApiResponse(PAGED)
        serializer = self._get_serializer()
        if serializer is None or "Response({" in source or "| {" in source:
            return OpenApiResponse(ANYTHING)
        return serializer

    def _serializer_read(self):
        """The serializer that the code of the action reads what was sent with; None where it reads none."""
        action = self._action()
        names = getattr(inspect.unwrap(getattr(action, "__func__", action)), "__globals__", {})
        for name in serializers_reading(self._source()):
            named = names.get(name)
            if inspect.isclass(named) and issubclass(named, BaseSerializer):
                return bare(named)
        if "self.get_serializer(" in self._source() and "data=request.data" in self._source():
            return self._get_serializer()
        return None

    def _action(self):
        return getattr(self.view, self.view.action or "", None)

    def _source(self):
        """What the action runs: its own code, and that of the helpers of its class that it calls."""
        action = self._action()
        if action is None:
            return ""
        source = source_of(inspect.unwrap(getattr(action, "__func__", action)))
        helpers = [getattr(type(self.view), name, None) for name in sorted(set(HELPER.findall(source)))]
        return "\n\n".join([source, *(source_of(helper) for helper in helpers if inspect.isfunction(helper))])

    def _words(self):
        action = self._action()
        return inspect.getdoc(action) or "" if action and "rest_framework" not in action.__module__ else ""

    def _of_method(self):
        """Beside others on the same address (`post`, `delete` of one step)."""
        mapping = getattr(self._action(), "mapping", {})
        return f"_{self.method.lower()}" if len(mapping) > 1 else ""


def _response(schema, words):
    return OpenApiResponse(schema, description=words)


def bare(serializer_class):
    """An instance that shows its fields, though whoever reads with it gives it a row to look at."""
    serializer = serializer_class.__new__(serializer_class)
    BaseSerializer.__init__(serializer)
    return serializer


@cache
def source_of(function) -> str:
    return textwrap.dedent(inspect.getsource(function))


@cache
def serializers_reading(source: str) -> list[str]:
    """The names of serializers that are given `data=…`, or handed to a helper together with the request."""
    named = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        if called.endswith("Serializer") and any(keyword.arg == "data" for keyword in call.keywords):
            named.append(called)
        handed = [argument.id for argument in call.args if isinstance(argument, ast.Name)]
        named += [name for name in handed if name.endswith("Serializer") and called.startswith("_")]
    return named


def examples_in(words: str) -> list:
    """The JSON objects that a docstring shows."""
    values = []
    for text in SENT.findall(words):
        try:
            values.append(json.loads(" ".join(text.split())))
        except ValueError:
            continue
    return values
