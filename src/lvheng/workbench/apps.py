"""Django's name for this room."""

from django.apps import AppConfig


class Workbench(AppConfig):
    name = "lvheng.workbench"
    label = "workbench"
