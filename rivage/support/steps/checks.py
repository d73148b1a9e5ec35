"""What a step can't be, each in one sentence."""

import re
from datetime import date, timedelta

from rivage.core.refusal import no
from rivage.law.wording import day
from rivage.support.enums import Barrier, StepDomain, StepOutcome
from rivage.support.steps.themes import Theme, theme
from rivage.support.steps.told import ApproachTold

# Older than the law of 2016 by more than a life of work in this field: the slip of a year.
EARLIEST = date(1970, 1, 1)
# An appointment further than this is a slip of the year.
FURTHEST = timedelta(days=366 * 2)
# What is obtained may run longer: a lease, studies.
LONGEST = timedelta(days=366 * 6)
STREETS = "allée|avenue|av|boulevard|bd|chemin|cours|impasse|passage|place|quai|route|rue|square"
ADDRESS = re.compile(rf"\b\d{{1,4}}\s*(?:bis|ter|quater)?\s*,?\s*(?:{STREETS})\b|\b\d{{5}}\s+[^\W\d]", re.IGNORECASE)
AMONG = "Choisissez parmi ce que la page propose."


def check(on: date, told: ApproachTold) -> None:
    """Raises `Refused`, in one sentence, for what can't be."""
    if told.domain not in StepDomain.values:
        raise no("no_domain", "Choisissez de quoi il s’agit.")
    declared = theme(told.domain)
    _check_asked(on, told, declared)
    _check_answer(on, told, declared)
    _check_reason(told, declared)
    _check_days(on, told, declared)
    _check_due(on, told)
    if set(told.barriers) - set(Barrier.values):
        raise no("no_barrier", AMONG)
    _check_details(told, declared)


def check_kind(told: ApproachTold) -> None:
    """Raises `Refused` where what is asked is of no kind. A step noted before kinds were has none, and is followed."""
    if theme(told.domain).kinds and not told.kind:
        raise no("no_kind", "Choisissez ce qui est demandé.")


def _check_asked(on: date, told: ApproachTold, declared: Theme) -> None:
    if told.kind and told.kind not in declared.kinds:
        raise no("no_kind", AMONG)
    if told.partner and told.kind in declared.nameless:
        raise no("partner_named", f"Aucun nom ici, pour « {declared.kinds[told.kind]} » : laissez cette ligne vide.")
    if told.result and not declared.told:
        raise no("no_words", "Rien de ce qui s’y dit ne s’écrit ici.")
    if told.result and told.kind in declared.placeless:
        raise no("no_where", f"Rien ne s’écrit ici, pour « {declared.kinds[told.kind]} » : un mot dirait où elle est.")
    for name, said in (("partner", told.partner), ("result", told.result)):
        if ADDRESS.search(said):
            raise no(f"{name}_address", "Aucune adresse ici : écrivez le service, sans sa rue ni sa ville.")
    if told.asked_on > on:
        raise no("asked_future", "Ce jour n’est pas encore venu : un rendez-vous à venir s’écrit plus bas.")
    if told.asked_on < EARLIEST:
        raise no("asked_past", "Ce jour est trop ancien : vérifiez l’année.")


def _check_details(told: ApproachTold, declared: Theme) -> None:
    for code, said in told.details.items():
        if not said:
            continue
        if code not in declared.details:
            raise no("no_detail", AMONG)
        detail = declared.details[code]
        if not detail.goes_with(told.kind):
            raise no(f"no_{code}", f"Cela ne se dit pas pour « {declared.kinds[told.kind]} » : laissez ce choix vide.")
        if not detail.takes(said):
            raise no(f"no_{code}", AMONG)


def _check_answer(on: date, told: ApproachTold, declared: Theme) -> None:
    if told.outcome and told.outcome not in declared.outcomes:
        raise no("no_outcome", AMONG)
    if bool(told.outcome) != bool(told.answered_on):
        code = "no_answered" if told.outcome else "no_outcome"
        raise no(code, "Une réponse a un jour et un sens : il manque l’un des deux.")
    if told.answered_on and told.answered_on < told.asked_on:
        raise no("answer_before", f"La démarche est du {day(told.asked_on)} : sa réponse ne peut pas venir avant.")
    if told.answered_on and told.answered_on > on:
        raise no("answer_future", "Ce jour n’est pas encore venu : la réponse se note quand elle est là.")


def _check_reason(told: ApproachTold, declared: Theme) -> None:
    refused = told.outcome == StepOutcome.REFUSED
    if told.reason and (not refused or told.reason not in declared.reasons):
        raise no("no_refusal", "Une raison va avec un refus, parmi celles que la page propose.")
    if refused and declared.reasons and not told.reason:
        raise no("no_reason", "Choisissez la raison du refus ; si elle n’est pas dite, choisissez-le.")


def _check_days(on: date, told: ApproachTold, declared: Theme) -> None:
    if not told.starts and not told.ends:
        return
    if not told.starts:
        raise no("no_starts", "Il manque le jour où cela commence.")
    if not declared.starts or told.outcome != StepOutcome.OBTAINED:
        raise no("not_obtained", "Ce qui a un premier jour est obtenu : choisissez cette réponse, ou effacez ce jour.")
    if told.starts < told.asked_on:
        raise no("starts_before", f"La démarche est du {day(told.asked_on)} : ceci ne commence pas avant.")
    if told.starts > on + FURTHEST:
        raise no("starts_too_far", "Ce jour est à plus de deux ans : vérifiez l’année.")
    if told.ends and told.ends < told.starts:
        raise no("ends_before", f"Le premier jour est le {day(told.starts)} : ceci ne finit pas avant.")
    if told.ends and told.ends > on + LONGEST:
        raise no("ends_too_far", "Ce jour est à plus de six ans : vérifiez l’année.")
    last = declared.last_day(told.kind, told.starts)
    if told.ends and last and told.ends > last:
        raise no("ends_too_far", f"Ce délai court jusqu’au {day(last)} : il ne finit pas après.")


def _check_due(on: date, told: ApproachTold) -> None:
    if told.due_at and not told.due:
        raise no("due_missing", "Il manque le jour de ce rendez-vous.")
    if told.due and told.due < told.asked_on:
        raise no("due_before", f"La démarche est du {day(told.asked_on)} : on ne la reprend pas avant.")
    if told.due and told.due > on + FURTHEST:
        raise no("due_too_far", "Ce jour est à plus de deux ans : vérifiez l’année.")
