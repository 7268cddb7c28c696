"""Indexes for the one box, over columns of apps below: what is said in comments by its words, titles of contracts by
their letters. They stand here because nobody else looks for them; the words are those of search.words.Words."""

from django.db import migrations

COMMENTS = """
CREATE INDEX search_words_of_comments ON reviews_comment
USING gin (to_tsvector('english', searchable(body)))
"""
CONTRACTS = """
CREATE INDEX search_titles_of_contracts ON contracts_contract
USING gin (searchable(title) gin_trgm_ops)
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("common", "0002_searchable"),
        ("contracts", "0001_initial"),
        ("reviews", "0001_initial"),
        ("vendors", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(COMMENTS, "DROP INDEX search_words_of_comments"),
        migrations.RunSQL(CONTRACTS, "DROP INDEX search_titles_of_contracts"),
    ]
