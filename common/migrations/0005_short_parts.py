"""The function that takes text apart into pieces too short for trigrams (common/searching.py)."""

from django.db import migrations

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
    dependencies = [("common", "0004_maintenance")]

    operations = [migrations.RunSQL(SHORT_PARTS, "DROP FUNCTION short_parts(text)")]
