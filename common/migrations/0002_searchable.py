"""The function that folds text for searching (common/searching.py)."""

from django.contrib.postgres.operations import UnaccentExtension
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


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(SEARCHABLE, "DROP FUNCTION searchable(text)"),
    ]
