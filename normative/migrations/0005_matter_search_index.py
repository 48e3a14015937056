from django.db import migrations

from lawgov.searching import pairs_index


class Migration(migrations.Migration):
    dependencies = [("normative", "0004_matters")]
    operations = [pairs_index("matter_search_pairs", "normative_matter")]
