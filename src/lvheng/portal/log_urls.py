"""The public log's files: the same in every language."""

from django.urls import path

from lvheng.portal import log

urlpatterns = [
    path("<path:path>", log.file, name="log_file"),
]
