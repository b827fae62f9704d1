"""Credit codes are found however their letters are typed: keys are kept small, as what is asked is made small."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0003_whole_register"), ("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "update kernel_search_key set key = lower(key) where kind = 'number' and key <> lower(key)",
            migrations.RunSQL.noop,
        )
    ]
