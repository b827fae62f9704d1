"""How often somebody has asked, counted for all our programs; lost in a crash, and then everybody may ask again."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_proposals")]

    operations = [
        migrations.RunSQL(
            "create unlogged table kernel_pace (asker varchar(120) primary key, spent_until timestamptz not null)"
            " with (fillfactor = 50)",  # every request edits a row: there is room for it on the row's own page
            "drop table kernel_pace",
        )
    ]
