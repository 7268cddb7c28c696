"""Every verb has its words, and they are made of the facts that its lines keep. Without a database."""

import pytest

from checkins.verbs import Verb as OfCheckIns
from common import sentences
from contracts.verbs import Verb as OfContracts
from operations.verbs import Verb as OfOperations
from people.verbs import Verb as OfPeople
from reviews.pure.verbs import Verb
from tests.reviews.sentences.examples import DESKS, EXAMPLES, MILESTONES, PEOPLE
from vendors.verbs import Verb as OfVendors


def facts_of(data, texts=()):
    return sentences.Facts(data, by="Ada Admin", names={"people": PEOPLE, "desks": DESKS}, texts=dict(texts))


def test_every_verb_has_words_and_all_words_are_of_a_verb():
    others = (OfVendors, OfContracts, OfOperations, OfPeople, OfCheckIns)
    verbs = {*Verb.values, *(verb for of_app in others for verb in of_app.values)}
    assert sentences.SENTENCES.keys() | sentences.MILESTONES.keys() == verbs


def test_every_verb_has_an_example():
    assert {str(verb) for verb, *_ in EXAMPLES} == sentences.SENTENCES.keys() | sentences.MILESTONES.keys()


@pytest.mark.parametrize(("verb", "data", "texts", "words"), EXAMPLES, ids=[words for *_, words in EXAMPLES])
def test_words_are_made_of_the_facts_of_a_line(verb, data, texts, words):
    assert sentences.words_for(verb, for_requester=False)(facts_of(data, texts)) == words


@pytest.mark.parametrize(("verb", "data", "words"), MILESTONES, ids=[words for *_, words in MILESTONES])
def test_requester_reads_the_outcome_alone(verb, data, words):
    assert sentences.words_for(verb, for_requester=True)(facts_of(data)) == words


def test_requester_reads_other_words_than_reviewers_in_these_lines_only():
    assert sentences.SENTENCES.keys() & sentences.MILESTONES.keys() == {str(verb) for verb, *_ in MILESTONES}


@pytest.mark.parametrize("verb", [verb for verb, _, texts, _ in EXAMPLES if texts])
def test_a_text_that_was_removed_is_said_to_be(verb):
    """Of whatever is quoted no word is left."""
    for of, data, texts, words in EXAMPLES:
        if of == verb and texts:
            removed = dict.fromkeys(texts, sentences.REMOVED)
            said = sentences.words_for(verb, for_requester=False)(facts_of(data, removed))
            quoted = [text for text in texts.values() if text in words]
            assert [text for text in quoted if text in said] == []
            assert (sentences.REMOVED in said) == bool(quoted)
