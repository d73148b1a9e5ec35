"""Whether a function still acts, asked by its own pages before they send what was written in them."""

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.accounts.http import ActingRequest
from rivage.core.given_back import asked_by_script


@require_safe
def session(request: ActingRequest) -> HttpResponse:
    """To a page, its token, which each sign-in makes anew; to whoever comes in by a tab beside, a word.

    Under the membership of the path: another account, or another function, is answered 404 like anywhere. No page of
    another site reads the token: the cookie of the session leaves with none of its requests (SameSite=Strict), its
    scripts may not send this header, and nothing here lets another origin read an answer.
    """
    if not asked_by_script(request):
        return render(request, "accounts/session.html", {"heading": "Vous êtes de nouveau dans Rivage"})
    answer = HttpResponse(get_token(request), content_type="text/plain; charset=utf-8")
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
