"""Acts that wait for a second person; the database holds proposer and approver apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_shared_counts")]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=48, verbose_name="行为")),
                ("subject", models.UUIDField(null=True, verbose_name="对象")),
                ("given", models.JSONField()),
                ("effective_on", models.DateField(verbose_name="生效日")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("expected_version", models.IntegerField(null=True)),
                ("proposer", models.UUIDField(verbose_name="提出人")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时刻")),
                ("decided_by", models.UUIDField(null=True, verbose_name="决定人")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="决定时刻")),
                ("entry", models.BigIntegerField(null=True, verbose_name="存证")),
            ],
            options={
                "db_table": "kernel_proposal",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", None), ~models.Q(decided_by=models.F("proposer")), _connector="OR"),
                        name="kernel_proposal_two_people",
                    )
                ],
            },
        ),
    ]
