"""The builder of filled databases: every kind of row, the same ones each time, nothing that the database forbids."""

import re

import pytest
from django.apps import apps
from django.utils import timezone

from bench.fill import bare, sql
from bench.fill.build import fill
from bench.fill.people import CAST, DESKS
from bench.fill.sizes import SIZES, Size
from notices.models import Notice
from people.models import User
from reviews.models import Outcome, Purpose, Review, Stage, Term, TermDecision, Wait

OURS = {"common", "contracts", "intake", "notices", "people", "reviews", "vendors"}
CHOSEN_BY_ADMINS = {
    "common.Announcement",
    "common.Heartbeat",
    "common.PutAside",
    "common.ReadOnly",
    "contracts.DiskMeasure",
    "contracts.FileLimits",
    "contracts.LadderStep",
    "contracts.NoticeBand",
    "notices.Unreachable",
    "people.AccessToken",
    "people.Invitation",
    "people.RightRequest",
    "people.User_groups",
    "people.User_user_permissions",
    "reviews.NamedSpeaker",
    "reviews.RuleDraft",
    "reviews.TermRule",
    "reviews.TwoApprovers",
}
"""Tables that do not grow with the work and are empty until somebody configures something."""


def ours():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OURS]


def test_fill_writes_rows_into_every_table_that_grows(filled_10k):
    empty = {model._meta.label for model in ours() if not model._base_manager.exists()}
    assert empty == CHOSEN_BY_ADMINS


def test_fill_has_as_many_rows_as_its_size_says(filled_10k):
    terms = Term.objects.count()
    assert terms == pytest.approx(10_000, rel=0.06)
    assert Wait.objects.count() / terms == pytest.approx(0.18, abs=0.02)
    assert Review.objects.count() / terms == pytest.approx(0.05, abs=0.005)


def test_fill_has_every_stage_outcome_and_purpose(filled_10k):
    assert set(Review.objects.values_list("stage", flat=True).order_by()) == set(Stage.values)
    assert set(Term.objects.values_list("outcome", flat=True).order_by()) == set(Outcome.values)
    assert set(Wait.objects.open().values_list("purpose", flat=True).order_by()) == set(Purpose.values)
    decided = {outcome for outcome in Outcome.values if outcome != Outcome.OPEN}
    assert set(TermDecision.history.values_list("outcome", flat=True).order_by()) == decided


def test_fill_gives_few_desks_much_and_one_person_three_rows(filled_10k):
    people = {name: User.objects.get(email=f"{name}@bench.example") for name in CAST}
    queues = {name: Wait.objects.for_queue(person).count() for name, person in people.items()}
    assert queues["rare"] == 3
    assert queues["newcomer"] == queues["requester"] == 0
    assert queues["buyer"] > 20 * queues["rare"]
    assert queues["lead"] > queues["counsel"]
    assert Review.objects.visible_to(people["rare"]).count() == 3


def test_fill_has_work_that_stands_in_every_way(filled_10k):
    waits = Wait.objects.open()
    assert waits.exclude(paused_at=None).filter(pause_reason="").exists(), "none waits for an answer"
    assert waits.exclude(resumes_at=None).exists(), "none waits for a day"
    assert waits.exclude(claimed_at=None).exists()
    assert waits.filter(holder="desk").exists()
    assert Review.objects.held_by_nobody().exists()
    assert Review.objects.walled().exists()
    assert Notice.objects.unread().exists()
    assert Notice.objects.exclude(read_at=None).exists()


def test_fill_leaves_no_reminder_or_mail_to_be_sent_at_once(filled_10k):
    """Whoever starts Duet on it does not begin with a flood."""
    assert not Notice.objects.undelivered().exists()
    assert not Wait.objects.filter(remind_at__lte=timezone.now()).exists()


def test_fill_gives_back_constraints_and_indexes_as_the_migrations_made_them(empty):
    def there():
        found = [sql.rows(query) for query in (bare.FOREIGN_KEYS, bare.UNIQUE, bare.INDEXES)]
        return [[tuple(map(without_casts, row)) for row in rows] for rows in found]

    with empty():
        migrated = there()
        fill(SIZES["1k"])
        assert there() == migrated
    assert all(migrated)


def test_fill_makes_the_same_rows_each_time(empty):
    """Whatever the day: the digest leaves moments out."""
    digests = []
    for _ in range(2):
        with empty():
            fill(SIZES["1k"])
            digests.append(digest())
    assert digests[0] == digests[1]


def test_fill_refuses_a_column_that_it_does_not_know():
    with pytest.raises(ValueError, match="has no colour"):
        sql.insert(Term, "generate_series(1, 1)", colour="'red'")


def test_fill_names_what_has_no_default_instead_of_writing_nothing():
    with pytest.raises(ValueError, match="has no default: say what it holds"):
        sql.insert(Term, "generate_series(1, 1)", side="'legal'")


def test_sizes_grow_in_step_and_desks_stay():
    small, large = SIZES["10k"], SIZES["1m"]
    assert large.reviews == 100 * small.reviews
    assert large.reviewers < 10 * small.reviewers
    assert isinstance(small, Size)
    assert len(DESKS) == 16


def without_casts(definition):
    """PostgreSQL writes a list of texts in an index with its casts here or there, and means the same."""
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", definition)


def digest():
    """A text that stands for all rows, moments and passwords left out."""
    skipped = {"DateTimeField", "DateField", "UUIDField"}
    parts = []
    for model in ours():
        fields = [field.column for field in model._meta.concrete_fields if field.get_internal_type() not in skipped]
        columns, key = ", ".join(f'"{column}"' for column in fields if column != "facts"), model._meta.pk.column
        together = f'string_agg(md5(({columns})::text), $$.$$ ORDER BY "{key}")'
        query = f'SELECT md5({together}) FROM "{model._meta.db_table}"'
        parts.append((model._meta.label, sql.rows(query)[0][0]))
    return parts
