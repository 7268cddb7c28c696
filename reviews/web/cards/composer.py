"""Where people write: who reads it is chosen first, and everything about the field says so.

A voice is one audience as the writer meets it; each circle that they are in is a voice of its own.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from common.words import listed
from reviews.comments import audiences
from reviews.models import Circle, CircleMember, CommentAudience, Term
from reviews.spine import policies
from reviews.web.forms.comments import CommentForm, TermCommentForm

LOOKS = {
    CommentAudience.INTERNAL: ("neutral", "lock"),
    CommentAudience.REQUESTER: ("info", "user-round-check"),
    CommentAudience.VENDOR: ("warning", "file-pen-line"),
    CommentAudience.PRIVILEGED: ("privileged", "shield-alert"),
}
"""Colour and icon of each audience, in the composer and on what was written: {audience: (tone, icon)}."""

CIRCLES_OFFERED = 3
NEW_CIRCLE = "new-circle"


@dataclass(frozen=True)
class Voice:
    """One way to speak. `label` names it among the others, `readers` says who reads it, `button` says it again."""

    key: str
    audience: str
    label: str
    readers: str
    button: str
    circle: Circle | None = None
    opens_circle: bool = False

    @property
    def is_for_vendor(self):
        return self.audience == CommentAudience.VENDOR

    @property
    def tone(self):
        return LOOKS[self.audience][0]

    @property
    def icon(self):
        return LOOKS[self.audience][1]


def voices_of(review, user, circle=None):
    """The voices that the person has on a review, the first one being what they get without choosing.

    With a `circle` they have that voice alone: it is the page of the circle.
    """
    names = names_inside(review)
    if circle:
        return [_inside(circle, names[circle.pk], user)]
    if not policies.may_work_on(user, review):
        voices = [_to_reviewers()]
    else:
        voices = [_among_reviewers(), _to_requester(review), _to_vendor()]
    mine = Circle.objects.visible_to(user).filter(review=review).order_by("-pk")[:CIRCLES_OFFERED]
    voices += [_inside(each, names[each.pk], user) for each in mine]
    if audiences.may_open_circle(user, review):
        voices.append(_new_circle(other=bool(mine)))
    return voices


def names_inside(review):
    """{pk of a circle: the people who read what is said inside}."""
    found = defaultdict(list)
    for seat in CircleMember.objects.reading(review):
        found[seat.circle_id].append(seat.person)
    return found


def _to_reviewers():
    return Voice(
        "requester",
        CommentAudience.REQUESTER,
        "To the reviewers",
        "Everybody who works on your request reads it.",
        "Send to the reviewers",
    )


def _among_reviewers():
    return Voice(
        "internal",
        CommentAudience.INTERNAL,
        "Reviewers only",
        "The reviewers of this request read it. The requester and the vendor do not.",
        "Comment for reviewers only",
    )


def _to_requester(review):
    return Voice(
        "requester",
        CommentAudience.REQUESTER,
        "To the requester",
        f"{review.requester} reads it, by mail too, and so do all reviewers.",
        "Send to the requester",
    )


def _to_vendor():
    return Voice(
        "vendor",
        CommentAudience.VENDOR,
        "Draft for the vendor",
        "Text meant for the vendor. Reviewers read it; only the person who talks to the vendor sends it.",
        "Save draft for the vendor",
    )


def _inside(circle, people, user):
    others = [person.name for person in people if person.pk != user.pk]
    return Voice(
        f"circle-{circle.pk}",
        CommentAudience.PRIVILEGED,
        f"Privileged: {listed(others, 2)}" if others else "Privileged: you alone",
        f"Privileged & confidential. Only {listed([*others, 'you'], 20)} read it.",
        f"Privileged note for {len(people)} people" if others else "Privileged note for you alone",
        circle=circle,
    )


def _new_circle(*, other):
    return Voice(
        NEW_CIRCLE,
        CommentAudience.PRIVILEGED,
        "Privileged: another circle" if other else "Privileged note",
        "Privileged & confidential. Only the people you tick read it, and you.",
        "Privileged note for the people ticked",
        opens_circle=True,
    )


@dataclass(frozen=True)
class Composer:
    """The field, its voices, and which one speaks. `subject` is the review or one term of it."""

    review: object
    subject: object
    form: CommentForm
    voices: list[Voice]
    voice: Voice
    warning: str = ""

    @property
    def key(self):
        return f"composer-{self.form.key}"

    @property
    def is_about_term(self):
        return isinstance(self.subject, Term)

    @property
    def action_url(self):
        name = "reviews:comment_on_term" if self.is_about_term else "reviews:comment"
        return reverse(name, args=[self.subject.pk])

    @property
    def tabs(self):
        """[(voice, the address that chooses it)]."""
        base = reverse("reviews:compose", args=[self.review.pk])
        about = {"term": self.subject.pk} if self.is_about_term else {}
        return [(voice, f"{base}?{urlencode(about | {'voice': voice.key})}") for voice in self.voices]

    @property
    def names_url(self):
        """Whom an @ may mean, to this audience."""
        asked = {"audience": self.voice.audience}
        if self.voice.circle:
            asked["circle"] = self.voice.circle.pk
        return reverse("reviews:mentionable", args=[self.review.pk]) + f"?{urlencode(asked)}"


WRITTEN_FOR_OTHERS = "This was written for other readers. Look who reads it now, before you send it."


def composer_of(subject, user, shelf, *, wanted="", circle=None):
    """The composer about a review or a term. `wanted` is the key of a voice; unknown ones give the first."""
    review = subject.review if isinstance(subject, Term) else subject
    form_class = TermCommentForm if isinstance(subject, Term) else CommentForm
    voices = voices_of(review, user, circle)
    form = shelf.take(form_class, subject, writer=user)
    chosen = _spoken(form.data, voices) if form.is_bound else _named(wanted, voices)
    voice = chosen or voices[0]
    if not form.is_bound:
        form = form_class(about=subject, writer=user, initial=_initial(voice, review, user))
    warning = WRITTEN_FOR_OTHERS if form.is_bound and chosen is None and form.data.get("body") else ""
    if warning:
        form.data = form.data.copy()
        form.data["audience"], form.data["circle"] = voice.audience, ""
    return Composer(review, subject, form, voices, voice, warning)


def _named(key, voices):
    return next((voice for voice in voices if voice.key == key), None)


def _spoken(data, voices):
    """The voice in which a form was sent."""
    audience, circle = data.get("audience", ""), data.get("circle", "")
    for voice in voices:
        if (voice.audience, str(voice.circle.pk) if voice.circle else "") == (audience, circle):
            return voice
    return None


def _initial(voice, review, user):
    initial = {"audience": voice.audience, "circle": voice.circle}
    if voice.opens_circle:
        initial["people"] = audiences.counsel_on(review, user).exclude(pk=user.pk)
    return initial
