"""A second factor asked once more, in the way of what one sends under a function."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

from rivage.accounts import policies
from rivage.accounts.http import PROOF, by_way_of
from rivage.core import given_back
from rivage.core.given_back import INSIDE, TOKEN, asked_by_script, fields
from rivage.doors.actions import record_door
from rivage.doors.enums import FactorKind
from rivage.doors.forms import ApplicationCodeForm, PasskeyForm
from rivage.doors.standing import me, prove
from rivage.doors.views.proof import page, takes

# The fields of a proof among those of the page that it lets through.
PREFIX = given_back.PROOF
CODE, ANSWER = f"{PREFIX}-code", f"{PREFIX}-answer"


def given(request: HttpRequest) -> bool:
    """Whether a proof comes with what is sent."""
    return CODE in request.POST or ANSWER in request.POST


def taken_off(request: HttpRequest) -> None:
    """Leave to the page its own fields."""
    if given(request):
        own = request.POST.copy()
        for name in (CODE, ANSWER):
            own.pop(name, None)
        request.POST = own  # type: ignore[assignment]


def asking(request: HttpRequest) -> HttpResponse:
    """The page that asks, with the words of what was sent; the door where they can't be given back."""
    if asked_by_script(request):
        return HttpResponse(status=401)
    if not fields(request) and request.POST.keys() - {TOKEN}:
        return redirect(by_way_of(PROOF, request))
    return _page(request, ApplicationCodeForm(prefix=PREFIX), status=401)


def proved(request: HttpRequest) -> HttpResponse | None:
    """Take the proof that comes with what is sent: None when it lets it through, else the page that asks again."""
    key = bool(request.POST.get(ANSWER))
    form = PasskeyForm(request.POST, prefix=PREFIX) if key else ApplicationCodeForm(request.POST, prefix=PREFIX)
    taken_off(request)
    if not form.is_valid() or not takes(request, form):
        return _page(request, form)
    record_door("proved_again", user=me(request), by=FactorKind.PASSKEY if key else FactorKind.TOTP)
    prove(request)
    return None


def _page(request: HttpRequest, form: PasskeyForm | ApplicationCodeForm, status: int = 200) -> HttpResponse:
    waiting = fields(request)
    words = [field.value for field in waiting if field.words]
    asked = policies.pages()[resolve(request.path_info).view_name]
    more = {
        "given": waiting,
        "given_words": words,
        "back": _back(request),
        "file": asked.file,
        "what": asked.said,
        "status": status,
    }
    return page(request, "doors/encore.html", form, **more)


def _back(request: HttpRequest) -> str:
    """The page that this was sent from, as far as the browser says it and it is one of ours."""
    from_, ours = request.headers.get("Referer", ""), f"{request.scheme}://{request.get_host()}"
    return from_.removeprefix(ours) if from_.startswith(ours + INSIDE) else "/"
