"""The index of character pairs, on PostgreSQL alone; SQLite serves a first look without it."""

from django.db import migrations

CREATE = (
    "CREATE INDEX case_search_pairs ON reconsideration_case"
    " USING gin (string_to_array(search_pairs, ' '))"
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS case_search_pairs")


class Migration(migrations.Migration):
    dependencies = [("reconsideration", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
