"""The home of each role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rivage.core import clock
from rivage.core.french import day_in_words
from rivage.desk.homes import home

PARIS = "75"


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """What needs this membership today, oldest first."""
    membership = request.membership
    on = clock.today(membership.departements[0] if membership.departements else PARIS)
    context = {"home": home(membership, on), "on": on, "first_name": membership.user.name.split()[0]}
    if membership.interim_act:
        last = membership.ends.astimezone(clock.zone(membership.departements[0])).date()
        context["interim"] = f"{membership.interim_act}, jusqu’au {day_in_words(last, on=on, weekday=False)}."
    return render(request, "desk/home.html", context)
