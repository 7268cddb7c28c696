"""What a desk's page in the settings says about its channel."""

from django.urls import reverse

from notices.desk_channels import channel_in_words
from people.desk_work import Part, belongs_to_desks

belongs_to_desks(
    Part(
        title="Channel in the chat",
        words=channel_in_words,
        url=lambda desk: reverse("notices:channel", args=[desk.pk]),
    )
)
