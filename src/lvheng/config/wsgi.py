"""The web's entry: served by granian."""

import os

from django.core.wsgi import get_wsgi_application

from lvheng.operation.safety import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.config.settings")
refuse_unsafe()  # whoever starts the web without `./lvheng up` is refused alike
application = get_wsgi_application()
