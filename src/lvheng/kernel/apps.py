"""The ground floor as one Django application: its tables share one history of migrations."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Kernel(AppConfig):
    name = "lvheng.kernel"
    label = "kernel"

    def ready(self) -> None:
        from lvheng.kernel.acts import organisations, reverse, signing_keys  # noqa: F401 - declares its acts
        from lvheng.kernel.letters import acts  # noqa: F401 - the same

        post_migrate.connect(_guard, dispatch_uid="lvheng.guard")


def _guard(app_config: AppConfig, **_: Any) -> None:
    """The last application migrated makes the guards of all tables, as their owner."""
    from lvheng.kernel.acts.guard import install

    if app_config.label == "plan":
        install()
