"""Django's name for this room."""

from django.apps import AppConfig


class Plan(AppConfig):
    name = "lvheng.plan"
    label = "plan"
