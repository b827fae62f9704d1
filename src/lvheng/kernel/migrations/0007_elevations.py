"""Who took up elevated rights, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_viewings")]

    operations = [
        migrations.CreateModel(
            name="Elevation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.UUIDField(verbose_name="账号")),
                ("post", models.CharField(max_length=120, verbose_name="职务")),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
                ("at", models.DateTimeField(verbose_name="起")),
                ("until", models.DateTimeField(verbose_name="止")),
            ],
            options={"db_table": "kernel_elevation"},
        ),
    ]
