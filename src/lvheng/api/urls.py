"""The API's addresses, below /api/v1/."""

from django.urls import include, path
from django.views.generic import RedirectView

from lvheng.api.v1 import answered, service, unknown

_own, _app, _namespace = service.urls
for pattern in _own:
    pattern.callback = answered(pattern.callback)  # type: ignore[arg-type]  # ninja gives plain patterns

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api-v1:openapi-view")),
    path("", include((_own, _app), namespace=_namespace)),
    path("<path:rest>", unknown),
]
