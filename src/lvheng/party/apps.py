"""Django's name for this room; its registers and figures declare themselves when it is ready."""

from importlib import import_module

from django.apps import AppConfig

DECLARING = (
    "registers.organisations",
    "registers.members",
    "registers.united_front",
    "registers.duties",
    "registers.activities",
    "figures",
    "figures_work",
)


class Party(AppConfig):
    name = "lvheng.party"
    label = "party"

    def ready(self) -> None:
        for module in DECLARING:
            import_module(f"{self.name}.{module}")
