import gc
import os

from django.core.wsgi import get_wsgi_application

from rivage.config.checks import refuse_to_serve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rivage.config.settings.production")

application = get_wsgi_application()
refuse_to_serve()

# What is loaded by now is never garbage: a list of two thousand people does not have it gone through again and again.
gc.collect()
gc.freeze()
