"""Django's name for this room."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "lvheng.portal"
    label = "portal"
