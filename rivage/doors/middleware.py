"""What binds is sent with a second factor of less than five minutes, given with it when there is none."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_protect

from rivage.accounts import policies
from rivage.accounts.http import PROOF, by_way_of
from rivage.core.given_back import INSIDE
from rivage.doors.standing import is_fresh, is_strong
from rivage.doors.views import again


class AskAgain:
    """For what is sent to a page whose policy says `proof`, before its transaction opens (ADR 0032). A file of such a
    page that is asked by its address waits behind the page of the second factor.

    The words wait in the page that asks, and leave with the proof: the server keeps none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path_info.startswith(INSIDE):
            if not _waits(request):
                again.taken_off(request)
            elif _binds(request):
                return csrf_protect(self._proving)(request) if again.given(request) else again.asking(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """A file is looked for where Django has found its page: no address of a page that is read is found twice."""
        match = request.resolver_match
        page = policies.pages().get(match.view_name) if match else None
        asked = page is not None and page.proof and page.file and request.method != "POST"
        return redirect(by_way_of(PROOF, request)) if asked and _waits(request) else None

    def _proving(self, request: HttpRequest) -> HttpResponse:
        refused = again.proved(request)
        return refused if refused is not None else self.get_response(request)


def _waits(request: HttpRequest) -> bool:
    """Whether this session gave a second factor, and not within five minutes."""
    return request.user.is_authenticated and is_strong(request) and not is_fresh(request)


def _binds(request: HttpRequest) -> bool:
    """Whether this page takes what is sent to it with a proof."""
    try:
        page = policies.pages().get(resolve(request.path_info).view_name)
    except Resolver404:
        return False
    return page is not None and page.proof
