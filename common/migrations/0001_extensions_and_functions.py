"""What the tables stand on: extensions of PostgreSQL, and the functions that fold texts for searching (common/searching.py)."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

SEARCHABLE = r"""
CREATE FUNCTION searchable(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(
    public.unaccent(
        'public.unaccent'::regdictionary,
        -- soft hyphen, marks of direction, zero-width blanks and joiners: signs that nobody sees
        regexp_replace(normalize($1, NFKC), U&'[\00AD\061C\180E\200B-\200F\202A-\202E\2060-\2064\FEFF]', '', 'g')
    )
)
"""

SHORT_PARTS = """
CREATE FUNCTION short_parts(text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT substr(folded.name, place, length)
    FROM (SELECT searchable($1) AS name) folded,
        generate_series(1, char_length(folded.name)) place, generate_series(1, 2) length
)
"""


class Migration(migrations.Migration):
    initial = True

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(SEARCHABLE, "DROP FUNCTION searchable(text)"),
        migrations.RunSQL(SHORT_PARTS, "DROP FUNCTION short_parts(text)"),
    ]
