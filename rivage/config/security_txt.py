from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rivage.core import clock

# RFC 9116 asks for less than a year: whoever reads a copy knows how old it is.
STANDS = timedelta(days=90)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a flaw (RFC 9116). Not there where the installation names nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    ends = (clock.now() + STANDS).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = (f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {ends}", "Preferred-Languages: fr, en", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
