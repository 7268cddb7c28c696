"""What the API takes: JSON in UTF-8. Apart from config/api.py, whose views need this class before they can be made."""

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer

from common.guards import garbage


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"This is too large: up to {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024:,} kB are read."
    default_code = "too_large"


class PlainJSON(BaseParser):
    """An object, as JSON. Anything else is refused in a sentence, before any serializer sees it."""

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            value = garbage.parsed(body)
        except garbage.Garbage as sentence:
            raise ParseError(str(sentence)) from sentence
        if not isinstance(value, dict):
            raise ParseError("Please send an object: {...}.")
        return value
