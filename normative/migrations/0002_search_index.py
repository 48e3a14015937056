"""The indexes of character pairs, on PostgreSQL alone."""

from django.db import migrations

from lawgov.searching import pairs_index


class Migration(migrations.Migration):
    dependencies = [("normative", "0001_initial")]
    operations = [
        pairs_index("document_search_pairs", "normative_document"),
        pairs_index("not_normative_search_pairs", "normative_notnormative"),
    ]
