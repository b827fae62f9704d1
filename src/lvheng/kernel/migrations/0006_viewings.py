"""The log of viewings. The policies on it and on the sensitive values are made with the guards (`acts/guard.py`)."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_api_keys_and_answers")]

    operations = [
        migrations.CreateModel(
            name="Viewing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时刻")),
                ("actor", models.UUIDField(verbose_name="查看人")),
                ("organisation", models.CharField(max_length=120, verbose_name="机构")),
                ("post", models.CharField(max_length=120, verbose_name="职务")),
                ("subject", models.UUIDField(verbose_name="被查看人")),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), size=None, verbose_name="字段"
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                ("mark", models.CharField(max_length=12, verbose_name="标记")),
                ("body", models.BinaryField()),
                ("leaf", models.BinaryField()),
                ("secret", models.BinaryField()),
            ],
            options={
                "db_table": "kernel_view",
                "indexes": [
                    models.Index(fields=["subject", "id"], name="kernel_view_subject"),
                    models.Index(fields=["actor", "at"], name="kernel_view_actor"),
                ],
            },
        ),
    ]
