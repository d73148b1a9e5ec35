"""What binds is sent with a second factor of less than five minutes, given with it when there is none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_protect

from rivage.accounts import policies
from rivage.core.given_back import INSIDE
from rivage.doors.standing import is_fresh, is_strong, proof_before
from rivage.doors.views import again


class AskAgain:
    """For what is sent to a page whose policy says `proof`, before its transaction opens (ADR 0032). A file of such a
    page that is asked by its address waits behind the page of the second factor.

    The words wait in the page that asks, and leave with the proof: the server keeps none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _binds(request) or not request.user.is_authenticated or not is_strong(request):
            return self.get_response(request)
        if is_fresh(request):
            again.taken_off(request)
            return self.get_response(request)
        if request.method != "POST":
            return proof_before(request)
        if again.given(request):
            return csrf_protect(self._proving)(request)
        return again.asking(request)

    def _proving(self, request: HttpRequest) -> HttpResponse:
        refused = again.proved(request)
        return refused if refused is not None else self.get_response(request)


def _binds(request: HttpRequest) -> bool:
    """Whether this page takes what is sent to it with a proof, or hands its file with one."""
    if not request.path_info.startswith(INSIDE):
        return False
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return False
    page = policies.pages().get(name)
    return page is not None and page.proof and (request.method == "POST" or page.file)
