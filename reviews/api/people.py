"""People as the API takes them: no answer tells which addresses exist."""

from rest_framework import serializers


class AddressField(serializers.SlugRelatedField):
    """A person by mail address, among those who could be meant: any other address, known or not, gets one answer."""

    default_error_messages = {"does_not_exist": "Nobody who could be meant here has this address."}

    def __init__(self, **options):
        super().__init__(slug_field="email", **options)

    def to_internal_value(self, data):
        return super().to_internal_value(data.lower() if isinstance(data, str) else data)
