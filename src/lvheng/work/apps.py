"""Django's name for the shapes: they have no tables and no pages of their own."""

from django.apps import AppConfig


class Work(AppConfig):
    name = "lvheng.work"
    label = "work"
