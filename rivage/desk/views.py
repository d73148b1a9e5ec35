"""The home of each role, the tableau de suivi, and the rules."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rivage.accounts import actions, roles
from rivage.accounts.http import ActingRequest, see_other
from rivage.accounts.lists import listed, sent
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.answers import UNPROCESSABLE
from rivage.core.french import day_in_words, first_name
from rivage.desk import about, rules, trials
from rivage.desk.follow_up import tableau
from rivage.desk.forms import AfisTrial, PeriodTrial, RulesForm, refused_by
from rivage.desk.homes import home
from rivage.law.afis_facts import AfisFacts
from rivage.law.duration import most_months, period_length
from rivage.law.facts import BadFact
from rivage.law.values import NoValue, names
from rivage.rights.clocks import letters

PARIS = "75"


@require_safe
def home_page(request: ActingRequest) -> HttpResponse:
    """What needs this membership today, oldest first."""
    membership = request.membership
    on = request.on
    context = {"home": home(membership, on), "on": on, "first_name": first_name(str(membership.user))}
    if membership.welcomed_at is None:
        context["first"] = roles.role(membership.role).first
    if membership.interim_act:
        last = membership.ends.astimezone(clock.zone(membership.departements[0])).date()
        context["interim"] = f"{membership.interim_act}, jusqu’au {day_in_words(last, on=on, weekday=False)}."
    return render(request, "desk/home.html", context)


@require_POST
def welcomed(request: ActingRequest) -> HttpResponse:
    """What is hers to do here was read: the home says it no more."""
    actions.welcome(actor=request.membership, on=request.on)
    return see_other(request, "desk:home")


@require_safe
def help_page(request: ActingRequest) -> HttpResponse:
    """What is hers to do here, where things are, whom to tell."""
    return render(request, "desk/help.html", {"heading": "Aide", **about.help_of(request.membership)})


@require_safe
def accessibility_page(request: ActingRequest) -> HttpResponse:
    """The declaration of accessibility, the same everywhere."""
    return render(request, "desk/accessibility.html", {"shell": "app.html", "heading": "Accessibilité"})


@require_safe
def data_page(request: ActingRequest) -> HttpResponse:
    """What is kept, for whom, how long; what is hers to ask."""
    context = {"heading": "Données personnelles", "parts": about.parts_read(), "openings": about.openings()}
    return render(request, "desk/data.html", context | {"retention": about.retention()})


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: ActingRequest) -> HttpResponse:
    """One line per person, sorted, filtered, searched; only the page's lines are named and traced."""
    return listed(request, tableau(request.membership, request.on), "desk/follow_up.html")


@require_POST
def follow_up_export(request: ActingRequest) -> HttpResponse:
    """The same as a file."""
    with letters.left_out():
        return sent(request, tableau(request.membership, request.on))


@require_safe
def rules_page(request: ActingRequest) -> HttpResponse:
    """Every rule as it stood on a day, by subject; words typed keep those that hold them."""
    form, on, today = _asked_day(request)
    words = form.cleaned_data.get("mots", "") if form.is_bound else ""
    shown = rules.groups(on, words, from_day=today)
    context = {
        "form": form,
        "on": on,
        "today": today,
        "groups": shown,
        "words": words,
        "total": len(names()),
        "found": sum(len(group.rules) for group in shown),
        "in_force": sum(rule.value is not None for group in shown for rule in group.rules),
        "to_confirm": sum(group.to_confirm for group in shown),
    }
    return render(request, "desk/rules.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_safe
def rule_page(request: ActingRequest, rule: str) -> HttpResponse:
    """One rule: what it says on a day, all it ever said, what a lawyer must settle."""
    held = rules.found(rule)
    if held is None:
        raise Http404
    form, on, today = _asked_day(request)
    context = {
        "form": form,
        "on": on,
        "today": today,
        "rule": rules.rule_on(held, on, from_day=today),
        "subject": rules.subject_of(held),
        "series": rules.series(held, on),
        "readings": rules.readings(held, on),
        "drawing": rules.drawing(held, on, today),
    }
    return render(request, "desk/rule.html", context, status=UNPROCESSABLE if form.errors else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def try_afis(request: ActingRequest) -> HttpResponse:
    """The aid on facts typed here: answered at once, and forgotten."""
    today = request.on
    sent = request.POST if request.method == "POST" else None
    form = AfisTrial(sent, initial={"decided_on": today, "departement": _departement(request.membership)})
    context: dict[str, Any] = {"form": form, "today": today}
    if sent is not None and form.is_valid():
        try:
            facts = AfisFacts(**form.typed())
            context["answer"] = answer = trials.afis_on(facts)
            context["spans"] = trials.afis_ahead(facts)
            other = form.cleaned_data["other_on"]
            if other is not None:
                context["other"] = _on_another_day(form, facts, answer, other)
        except BadFact as error:
            refused_by(form, error.field, error.sentence)
        except NoValue as error:
            field = "decided_on" if error.on == form.cleaned_data["decided_on"] else "requested_on"
            refused_by(form, field, trials.silent(error))
    return _trial(request, "desk/try_afis.html", form, context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def try_period(request: ActingRequest) -> HttpResponse:
    """A period on facts typed here, under each reading where the text is silent: answered at once, and forgotten."""
    today = request.on
    sent = request.POST if request.method == "POST" else None
    form = PeriodTrial(sent, initial={"decided_on": today, "requested": period_length(today)})
    months = {"length": period_length(today), "most": most_months(today)}
    context: dict[str, Any] = {"form": form, "today": today, **months}
    if sent is not None and form.is_valid():
        try:
            context["answer"] = trials.period_on(form.cleaned_data)
        except BadFact as error:
            refused_by(form, error.field, error.sentence)
        except NoValue as error:
            refused_by(form, "decided_on", trials.silent(error))
    return _trial(request, "desk/try_period.html", form, context)


def _on_another_day(form: AfisTrial, facts: AfisFacts, answer: trials.AidOnDay, other: date) -> trials.AidOnDay | None:
    """The same facts on another day; a day on which they cannot stand is refused at its own field."""
    try:
        return trials.afis_on(replace(facts, decided_on=other), beside=answer)
    except BadFact as error:
        refused_by(form, "other_on", error.sentence)
    except NoValue as error:
        refused_by(form, "other_on", trials.silent(error))
    return None


def _trial(
    request: ActingRequest, template: str, form: AfisTrial | PeriodTrial, context: dict[str, Any]
) -> HttpResponse:
    form.keep_typed()
    if form.errors:
        context.pop("answer", None)
    return render(request, template, context, status=UNPROCESSABLE if form.errors else 200)


def _asked_day(request: ActingRequest) -> tuple[RulesForm, date, date]:
    """The form as typed, the day to show (today when the one asked cannot be read), and today."""
    today = request.on
    typed = {"le", "mots"} & set(request.GET)
    form = RulesForm(request.GET if typed else None, initial={"le": today})
    form.is_valid()
    form.keep_typed()
    asked = form.cleaned_data.get("le") if form.is_bound else None
    return form, asked or today, today


def _departement(membership: Membership) -> str:
    return membership.departements[0] if membership.departements else PARIS
