"""Django's name for this room; its registers and figures declare themselves when it is ready."""

from importlib import import_module

from django.apps import AppConfig

DECLARING = ("registers", "acts.review", "acts.dispatch", "figures", "waiting", "units")


class Steering(AppConfig):
    name = "lvheng.steering"
    label = "steering"

    def ready(self) -> None:
        for module in DECLARING:
            import_module(f"{self.name}.{module}")
