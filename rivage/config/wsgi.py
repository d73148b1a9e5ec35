import gc
import os
import resource
import sys
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rivage.config.settings.production")

application = get_wsgi_application()
# The checks name models, which are there from now on.
import_module("rivage.config.checks").refuse_to_serve()

# What serves says no name of itself: gunicorn has no setting for it (L8).
if serving := sys.modules.get("gunicorn.http.wsgi"):
    vars(serving)["SERVER"] = "web"

# A process that falls leaves no copy of its memory, where keys are (L10).
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

# What is loaded by now is never garbage: a list of two thousand people does not have it gone through again and again.
gc.collect()
gc.freeze()
