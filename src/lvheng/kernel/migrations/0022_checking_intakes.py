"""A dry run in the worker is a state of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0021_outside_firms")]

    operations = [
        migrations.AlterField(
            model_name="intake",
            name="state",
            field=models.CharField(
                choices=[
                    ("read", "已读入"),
                    ("checking", "核对中"),
                    ("checked", "已核对"),
                    ("accepting", "登记中"),
                    ("stopping", "正在停止"),
                    ("stopped", "已停止"),
                    ("done", "已完成"),
                    ("given_up", "已放弃"),
                ],
                default="read",
                max_length=12,
            ),
        )
    ]
