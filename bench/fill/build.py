"""The order in which a filled database is made."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from bench.fill import endings, log, papers, people, plan, reviews, talk, terms, vendors, waits
from bench.fill.bare import without_indexes
from bench.fill.sql import run


def fill(size, *, moment=None, say=lambda words: None):
    """Fill the empty, migrated database that Django is connected to. `moment` is the “now” that everything counts from;
    `say` is called with the name of each step."""
    moment = moment or timezone.now().replace(minute=0, second=0, microsecond=0)
    call_command("seed_defaults", stdout=_Nowhere())
    with transaction.atomic():
        run("SET LOCAL maintenance_work_mem = '512MB'")
        run("SET LOCAL work_mem = '256MB'")
        with without_indexes():
            for what, step in (
                ("people", lambda: people.fill(size, moment)),
                ("vendors", lambda: vendors.fill(size, moment)),
                ("a plan", lambda: plan.plan(size, moment)),
                ("reviews", lambda: reviews.fill(size, moment)),
                ("waits", lambda: waits.fill(moment)),
                ("terms", lambda: terms.fill(moment)),
                ("documents", lambda: papers.fill(moment)),
                ("approvals and contracts", lambda: endings.fill(moment)),
                ("comments and notices", lambda: talk.fill(size, moment)),
                ("the log", lambda: log.fill(moment)),
            ):
                say(what)
                step()
            say("indexes and foreign keys")
        _let_sequences_follow()
    connection.close()  # the temporary tables go with it
    say("statistics")
    run("VACUUM (ANALYZE)")


def _let_sequences_follow():
    for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
        run(statement)


class _Nowhere:
    def write(self, text):
        return len(text)

    def flush(self):
        pass
