"""Files brought in before this lie open in the database: they are locked as those to come."""

from typing import Any

from django.db import migrations


def lock(apps: Any, schema_editor: Any) -> None:
    from lvheng.kernel.access.sensitive import derived, locked

    for intake in apps.get_model("kernel", "Intake").objects.exclude(content=b"").iterator(chunk_size=1):
        intake.content = locked(derived("intake"), bytes(intake.content), intake.id.bytes)
        intake.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("kernel", "0016_intake_given_up")]

    operations = [migrations.RunPython(lock, migrations.RunPython.noop)]
