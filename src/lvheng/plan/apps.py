"""Django's name for this room; its acts declare themselves when it is ready."""

from importlib import import_module

from django.apps import AppConfig

DECLARING = ("acts.adopt", "acts.correct")


class Plan(AppConfig):
    name = "lvheng.plan"
    label = "plan"

    def ready(self) -> None:
        for module in DECLARING:
            import_module(f"{self.name}.{module}")
