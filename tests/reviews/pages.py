"""Helpers for the tests of pages: what a page says, and what a press of a button leads to."""

import re
from html import unescape

from django.contrib.messages import get_messages
from django.urls import reverse

HTMX = {"HX-Request": "true"}


def signed_in(client, person):
    client.force_login(person)
    return client


def text_of(response):
    """What people read: tags and runs of blanks are gone."""
    without_tags = re.sub(r"<(script|style|template).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(without_tags).split())


def html_of(response):
    """The HTML as it is, with runs of blanks as one."""
    return " ".join(response.content.decode().split())


def part_of(response, name):
    """The text of one section of a page, by its id, up to the next section."""
    content = response.content.decode()
    start = content.index(">", content.index(f'id="{name}"')) + 1
    end = content.find("</section>", start)
    return text_of(type("Part", (), {"content": content[start:end].encode()}))


def messages_of(response):
    """[(level, sentence)]: the messages that go with an answer."""
    return [(message.level_tag, str(message)) for message in get_messages(response.wsgi_request)]


def page(client, review, **query):
    return client.get(review.get_absolute_url(), query)


def holders_of(client, review):
    """The text of the strip “With whom”, and of all that its chips open."""
    response = page(client, review)
    opened = [client.get(chip.url, headers=HTMX) for chip in response.context["strip"].chips]
    return " ".join([part_of(response, "waits"), *map(text_of, opened)])


def holder(client, wait):
    """What a chip opens, as the card that it is made of."""
    return client.get(reverse("reviews:wait", args=[wait.pk]), headers=HTMX).context["item"]


def dock_of(response):
    """The text of the foot of a workbench."""
    content = response.content.decode()
    start = content.index('id="dock"')
    return text_of(
        type(
            "Part", (), {"content": content[content.index(">", start) + 1 : content.index("</footer>", start)].encode()}
        )
    )


def document_address(version, part="read/"):
    review = version.document.reviews.get()
    return f"{review.get_absolute_url()}documents/{version.document_id}/{part}"


def press(client, name, *args, headers=None, **data):
    """POST to an address by its name."""
    return client.post(reverse(f"reviews:{name}", args=args), data, headers=headers or {})
