"""Where failed sign-ins are counted for all processes: the table of Django's database cache."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_elevations")]

    operations = [
        migrations.RunSQL(
            "create unlogged table kernel_cache (cache_key varchar(255) primary key, value text not null,"
            " expires timestamptz not null);"
            " create index kernel_cache_expires on kernel_cache (expires)",
            "drop table kernel_cache",
        )
    ]
