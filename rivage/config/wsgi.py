import os

from django.core.wsgi import get_wsgi_application

from rivage.config.checks import refuse_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rivage.config.settings.production")

application = get_wsgi_application()
refuse_to_serve()
