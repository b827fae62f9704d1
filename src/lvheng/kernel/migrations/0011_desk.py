"""Saved lists, what is followed, notices; whether an intake came from a list, and when it last got further."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0010_pace")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="mail",
            field=models.EmailField(blank=True, max_length=254, verbose_name="通知发到"),
        ),
        migrations.AddField(
            model_name="intake",
            name="asked",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="intake",
            name="listing",
            field=models.CharField(default="", max_length=48),
        ),
        migrations.AddField(
            model_name="intake",
            name="moved_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.UUIDField(verbose_name="账号")),
                ("key", models.CharField(max_length=120)),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("text", models.TextField(default="", verbose_name="内容")),
                ("path", models.CharField(default="", max_length=300, verbose_name="地址")),
                ("at", models.DateTimeField(verbose_name="时刻")),
                ("read_at", models.DateTimeField(null=True, verbose_name="读过")),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="寄出")),
            ],
            options={
                "db_table": "kernel_notice",
                "indexes": [models.Index(fields=["account", "-at"], name="kernel_notice_account")],
                "constraints": [models.UniqueConstraint(fields=("account", "key"), name="kernel_notice_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.UUIDField(verbose_name="账号")),
                ("office", models.UUIDField(null=True, verbose_name="共享给")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("listing", models.CharField(max_length=48, verbose_name="名册")),
                ("asked", models.TextField(default="", verbose_name="条件")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="保存时刻")),
            ],
            options={
                "db_table": "kernel_saved_list",
                "constraints": [models.UniqueConstraint(fields=("account", "title"), name="kernel_saved_list_one")],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.UUIDField(db_index=True, verbose_name="账号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("list", "名单"), ("figure", "指标"), ("record", "记录")],
                        max_length=8,
                        verbose_name="关注什么",
                    ),
                ),
                ("of", models.CharField(max_length=64, verbose_name="哪一个")),
                (
                    "rule",
                    models.CharField(
                        choices=[("any", "有变化"), ("moves", "变动超过"), ("crosses", "越过")],
                        default="any",
                        max_length=8,
                        verbose_name="何时通知",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=6, max_digits=24, null=True, verbose_name="数")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("path", models.CharField(max_length=200, verbose_name="地址")),
                ("seen_on", models.DateField()),
                ("seen_at", models.DateTimeField()),
                ("checked_on", models.DateField()),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "db_table": "kernel_subscription",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "kind", "of", "rule"), name="kernel_subscription_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("rule", "any")),
                            models.Q(models.Q(("rule", "any"), _negated=True), ("amount__isnull", False)),
                            _connector="OR",
                        ),
                        name="kernel_subscription_amount",
                    ),
                ],
            },
        ),
    ]
