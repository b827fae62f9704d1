"""The public log's addresses: the same in every language."""

from django.urls import path

from lvheng.portal import log

urlpatterns = [
    path("", log.about, name="log"),
    path("<path:path>", log.file, name="log_file"),
]
