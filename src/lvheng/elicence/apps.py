"""Django's name for this room; what follows from the register's acts, and its figures, are declared when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class ElectronicLicences(AppConfig):
    name = "lvheng.elicence"
    label = "elicence"

    def ready(self) -> None:
        for part in ("issuing", "figures"):
            import_module(f"lvheng.elicence.{part}")
