"""The ground floor as one Django application: its tables share one history of migrations."""

from django.apps import AppConfig


class Kernel(AppConfig):
    name = "lvheng.kernel"
    label = "kernel"
