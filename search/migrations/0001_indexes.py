"""An index for the one box, over a column of an app below: what is said in comments, by its words. It stands here because
nobody else looks for them; the words are those of search.words.Words."""

from django.db import migrations

COMMENTS = """
CREATE INDEX search_words_of_comments ON reviews_comment
USING gin (to_tsvector('english', searchable(body)))
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("common", "0001_extensions_and_functions"),
        ("reviews", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(COMMENTS, "DROP INDEX search_words_of_comments"),
    ]
