"""Which districts a proposal bears on, so that it is found by those who may decide it."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0017_lock_intakes")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="districts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=6), default=list, size=None, verbose_name="涉及的区"
            ),
        )
    ]
