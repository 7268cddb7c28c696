"""Helpers for the tests of stories: the story as a reader of the page gets it, in words."""

from reviews.models import Review
from reviews.story.facts import with_story_facts
from reviews.story.telling import story_of
from reviews.waits.status import with_status
from reviews.web.pages.answers import with_answers


def story(review):
    return story_of(with_story_facts(with_answers(with_status(Review.objects.all()))).get(pk=review.pk))


def top(review):
    """(the large sentence, the one below it)."""
    told = story(review)
    return told.headline, told.needed


def way(review):
    """{milestone: its day in words}, with a star at those that are done and an arrow at the present one."""
    signs = {(True, False): "*", (False, True): ">", (False, False): ""}
    return {f"{signs[step.is_done, step.is_now]}{step.label}": step.when for step in story(review).way}


def people(review):
    """[(who, their sentence, until when)]."""
    return [(row.name, row.sentence, row.when) for row in story(review).people]
