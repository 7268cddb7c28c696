"""What holds for every pair of documents: complete, exact, mirrored, and found again after a shuffle."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reading.compare import Change, Kind, Op, changed_passages, compare, counts
from reading.compare.tokens import tokens_of
from tests.reading.compare.edits import WORDS, clauses_of, sentence

SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)

words = st.sampled_from([*WORDS[:14], "2.1", "1,000.00", "30%", "“terms”", "third-party", "–", "(a)", "§", "日本", "é"])
paragraph = st.lists(words, min_size=1, max_size=25).map(" ".join)
numbered = st.tuples(st.integers(1, 30), paragraph).map(lambda pair: f"{pair[0]}. {pair[1].capitalize()}")
documents = st.lists(st.one_of(paragraph, numbered), max_size=12)
anything = st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=6)
related = st.tuples(documents, documents, st.randoms(use_true_random=False)).map(
    lambda drawn: (drawn[0], drawn[2].sample(drawn[0] + drawn[1], len(drawn[0])))
)
pairs = st.one_of(st.tuples(documents, documents), related, st.tuples(anything, anything))


def texts(paragraphs):
    return "\n\n".join(paragraphs), clauses_of(*paragraphs)


def side(changes, text, name):
    """The wording of one side, as the operations make it, by place."""
    dropped = {"old": Op.INSERT, "new": Op.DELETE}[name]
    spans = sorted(
        (getattr(operation, f"{name}_start"), getattr(operation, f"{name}_end"))
        for change in changes
        for operation in change.operations
        if operation.op != dropped
    )
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    return "".join(text[start:end] for start, end in spans)


def squeezed(text):
    return "".join(text.split())


@SETTINGS
@given(pairs)
def test_applying_the_operations_to_the_old_gives_the_new(drawn):
    (old_text, old), (new_text, new) = map(texts, drawn)
    changes = compare(old, new)
    for name, text, clauses in (("old", old_text, old), ("new", new_text, new)):
        places = [place for change in changes for place in getattr(change, name)]
        assert sorted(places) == list(range(len(clauses)))
        with_words = [clause for clause in clauses if tokens_of(clause["text"])]
        assert squeezed(side(changes, text, name)) == squeezed("".join(clause["text"] for clause in with_words))


@SETTINGS
@given(pairs)
def test_what_is_kept_is_the_same_words(drawn):
    (old_text, old), (new_text, new) = map(texts, drawn)
    for change in compare(old, new):
        for operation in change.operations:
            if operation.op == Op.KEEP:
                before, after = (
                    old_text[operation.old_start : operation.old_end],
                    new_text[operation.new_start : operation.new_end],
                )
                assert unhyphenated(before) == unhyphenated(after)


def unhyphenated(text):
    return "".join(token.key for token in tokens_of(text)).replace("-", "").casefold()


@SETTINGS
@given(st.one_of(documents, anything))
def test_comparing_with_itself_finds_nothing(paragraphs):
    _, clauses = texts(paragraphs)
    assert {change.kind for change in compare(clauses, clauses)} <= {Kind.UNCHANGED}


@SETTINGS
@given(pairs)
def test_swapping_the_sides_mirrors_every_change(drawn):
    (_, old), (_, new) = map(texts, drawn)
    forward, backward = compare(old, new), compare(new, old)
    assert sorted(map(str, (change.mirrored() for change in forward))) == sorted(map(str, backward))
    here, there = counts(forward), counts(backward)
    assert (here["added"], here["removed"]) == (there["removed"], there["added"])
    assert (here["split"], here["merged"]) == (there["merged"], there["split"])


@SETTINGS
@given(pairs)
def test_a_comparison_survives_being_stored(drawn):
    (_, old), (_, new) = map(texts, drawn)
    changes = compare(old, new)
    assert [Change.from_json(change.as_json()) for change in changes] == changes


@SETTINGS
@given(st.permutations(range(14)))
def test_moved_clauses_are_found_whatever_the_order(order):
    paragraphs = [sentence(seed) for seed in range(14)]
    _, old = texts(paragraphs)
    _, new = texts([paragraphs[place] for place in order])
    changes = compare(old, new)
    assert {(change.old, change.new) for change in changes} == {((was,), (now,)) for now, was in enumerate(order)}
    assert sum(change.kind == Kind.MOVED for change in changes) == 14 - longest_rise(order)
    assert {change.kind for change in changes} <= {Kind.MOVED, Kind.UNCHANGED}


def longest_rise(order):
    best = []
    for place, value in enumerate(order):
        best.append(1 + max((best[other] for other in range(place) if order[other] < value), default=0))
    return max(best)


@SETTINGS
@given(pairs)
def test_every_clause_of_the_old_version_has_a_fate(drawn):
    (_, old), (new_text, new) = map(texts, drawn)
    changes = compare(old, new)
    passages = [(clause["start"], clause["start"] + len(clause["text"])) for clause in old]
    by_clause = {place: change for change in changes for place in change.old}
    for place, passage in enumerate(changed_passages(passages, changes)):
        if not tokens_of(old[place]["text"]):
            continue
        if len(by_clause[place].old) == 1:
            assert passage.words_changed == by_clause[place].words_changed
        assert all(0 <= start < end <= len(new_text) for start, end in passage.new)
        assert bool(passage.new) == (passage.fate != "removed")
