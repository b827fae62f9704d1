"""Each act line bears the transaction that wrote it: a kept reading is fresh if no act is unseen by its snapshot."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_intake_source")]

    operations = [
        migrations.RunSQL(
            "alter table kernel_act add column xid xid8 not null default pg_current_xact_id();"
            " create index kernel_act_xid on kernel_act (xid)",
            "alter table kernel_act drop column xid",
        )
    ]
