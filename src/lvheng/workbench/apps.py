"""Django's name for this room."""

from django.apps import AppConfig


class Workbench(AppConfig):
    name = "lvheng.workbench"
    label = "workbench"

    def ready(self) -> None:
        from lvheng.workbench import waiting  # noqa: F401 - declares what waits
