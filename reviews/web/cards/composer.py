"""Where people write: who reads it is chosen first, and everything about the field says so.

The writer chooses among audiences; each circle that they are in is a choice of its own.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, cast

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from common.words import listed
from people.models import User
from reviews.comments import audiences
from reviews.models import Circle, CircleMember, CommentAudience, Review, Term
from reviews.spine import policies
from reviews.web.cards.forms_on_page import Forms
from reviews.web.forms.comments import CommentForm, TermCommentForm

LOOKS: dict[str, tuple[str, str]] = {
    CommentAudience.INTERNAL: ("neutral", "lock"),
    CommentAudience.REQUESTER: ("info", "user-round-check"),
    CommentAudience.VENDOR: ("warning", "file-pen-line"),
    CommentAudience.PRIVILEGED: ("privileged", "shield-alert"),
}
"""Colour and icon of each audience, in the composer and on comments: {audience: (tone, icon)}."""

CIRCLES_OFFERED = 3
NEW_CIRCLE = "new-circle"


@dataclass(frozen=True)
class AudienceChoice:
    """An audience to choose. `label` names it among the others, `readers` says who reads it, `button` says it again."""

    key: str
    audience: str
    label: str
    readers: str
    button: str
    circle: Circle | None = None
    opens_circle: bool = False

    @property
    def is_for_vendor(self) -> bool:
        return self.audience == CommentAudience.VENDOR

    @property
    def tone(self) -> str:
        return LOOKS[self.audience][0]

    @property
    def icon(self) -> str:
        return LOOKS[self.audience][1]


def audience_choices(review: Review, user: User, circle: Circle | None = None) -> list[AudienceChoice]:
    """The audiences that the person can write to on a review. The first is chosen at the start.

    With a `circle` it is that one alone: it is the page of the circle.
    """
    if circle:
        return [_inside(circle, names_inside(review)[circle.pk], user)]
    if not policies.may_work_on(user, review):
        choices = [TO_REVIEWERS]
    else:
        choices = [_among_reviewers(), _to_requester(review), _to_vendor()]
    own_circles = list(Circle.objects.visible_to(user).filter(review=review).order_by("-pk")[:CIRCLES_OFFERED])
    names = names_inside(review) if own_circles else {}
    choices += [_inside(own_circle, names[own_circle.pk], user) for own_circle in own_circles]
    if audiences.may_open_circle(user, review):
        choices.append(_new_circle(other=bool(own_circles)))
    return choices


def names_inside(review: Review) -> dict[int, list[User]]:
    """The people who read what is written inside, by the pk of the circle."""
    people = defaultdict(list)
    for seat in CircleMember.objects.reading(review):
        people[seat.circle_id].append(seat.person)
    return people


TO_REVIEWERS = AudienceChoice(
    "requester",
    CommentAudience.REQUESTER,
    "To the reviewers",
    "Everybody who works on your request reads it.",
    "Send to the reviewers",
)
"""Whom a requester writes to."""


def _among_reviewers():
    return AudienceChoice(
        "internal",
        CommentAudience.INTERNAL,
        "Reviewers only",
        "The reviewers of this request read it. The requester and the vendor do not.",
        "Comment for reviewers only",
    )


def _to_requester(review):
    return AudienceChoice(
        "requester",
        CommentAudience.REQUESTER,
        "To the requester",
        f"{review.requester} reads it, by mail too, and so do all reviewers.",
        "Send to the requester",
    )


def _to_vendor():
    return AudienceChoice(
        "vendor",
        CommentAudience.VENDOR,
        "Draft for the vendor",
        "Text meant for the vendor. Reviewers read it; only the person who talks to the vendor sends it.",
        "Save draft for the vendor",
    )


def _inside(circle, people, user):
    others = [person.name for person in people if person.pk != user.pk]
    return AudienceChoice(
        f"circle-{circle.pk}",
        CommentAudience.PRIVILEGED,
        f"Privileged: {listed(others, 2)}" if others else "Privileged: you alone",
        f"Privileged & confidential. Only {listed([*others, 'you'], 20)} read it.",
        f"Privileged note for {len(people)} people" if others else "Privileged note for you alone",
        circle=circle,
    )


def _new_circle(*, other):
    return AudienceChoice(
        NEW_CIRCLE,
        CommentAudience.PRIVILEGED,
        "Privileged: another circle" if other else "Privileged note",
        "Privileged & confidential. Only the people you tick read it, and you.",
        "Privileged note for the people ticked",
        opens_circle=True,
    )


@dataclass(frozen=True)
class Composer:
    """The field, the audiences to choose from, and the chosen one. `subject` is the review or one term of it."""

    review: Review
    subject: Review | Term
    form: CommentForm
    choices: list[AudienceChoice]
    chosen: AudienceChoice
    warning: str = ""

    @property
    def key(self) -> str:
        return f"composer-{self.form.key}"

    @property
    def is_about_term(self) -> bool:
        return isinstance(self.subject, Term)

    @property
    def action_url(self) -> str:
        name = "reviews:comment_on_term" if self.is_about_term else "reviews:comment"
        return reverse(name, args=[self.subject.pk])

    @property
    def tabs(self) -> list[tuple[AudienceChoice, str]]:
        """The audiences, each with the address that chooses it."""
        base = reverse("reviews:compose", args=[self.review.pk])
        about = {"term": self.subject.pk} if self.is_about_term else {}
        return [(choice, f"{base}?{urlencode(about | {'voice': choice.key})}") for choice in self.choices]

    @property
    def names_url(self) -> str:
        """Whom an @ may mean, to this audience."""
        query: dict[str, Any] = {"audience": self.chosen.audience}
        if self.chosen.circle:
            query["circle"] = self.chosen.circle.pk
        return reverse("reviews:mentionable", args=[self.review.pk]) + f"?{urlencode(query)}"


WRITTEN_FOR_OTHERS = "This was written for other readers. Look who reads it now, before you send it."


def composer_of(
    subject: Review | Term,
    user: User,
    forms: Forms,
    *,
    audience_key: str = "",
    circle: Circle | None = None,
    choices: list[AudienceChoice] | None = None,
) -> Composer:
    """The composer about a review or a term. `audience_key` is the key of a choice; unknown ones give the first.
    `choices` are given where a page knows them already."""
    review = subject.review if isinstance(subject, Term) else subject
    form_class = TermCommentForm if isinstance(subject, Term) else CommentForm
    choices = choices or audience_choices(review, user, circle)
    form = forms.take(form_class, subject, writer=user)
    named = _sent_to(form.data, choices) if form.is_bound else _named(audience_key, choices)
    chosen = named or choices[0]
    if not form.is_bound:
        form = form_class(about=subject, writer=user, initial=_initial(chosen, review, user))
    warning = WRITTEN_FOR_OTHERS if form.is_bound and named is None and form.data.get("body") else ""
    if warning:
        data = cast(QueryDict, form.data).copy()
        data["audience"], data["circle"] = chosen.audience, ""
        form.data = data
    return Composer(review, subject, form, choices, chosen, warning)


def _named(key, choices):
    return next((choice for choice in choices if choice.key == key), None)


def _sent_to(data, choices):
    """The audience that a form was sent to."""
    audience, circle = data.get("audience", ""), data.get("circle", "")
    for choice in choices:
        if (choice.audience, str(choice.circle.pk) if choice.circle else "") == (audience, circle):
            return choice
    return None


def _initial(chosen, review, user):
    initial = {"audience": chosen.audience, "circle": chosen.circle}
    if chosen.opens_circle:
        initial["people"] = audiences.counsel_on(review, user).exclude(pk=user.pk)
    return initial
