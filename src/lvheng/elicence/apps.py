"""Django's name for this room; what follows from the register's acts is declared when it is ready."""

from importlib import import_module

from django.apps import AppConfig


class ElectronicLicences(AppConfig):
    name = "lvheng.elicence"
    label = "elicence"

    def ready(self) -> None:
        import_module("lvheng.elicence.issuing")
