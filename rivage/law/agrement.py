"""The approval of associations. CASF R121-12-1 to R121-12-5."""

from datetime import date

from rivage.law.facts import a_date
from rivage.law.period import Period, add_months
from rivage.law.values import at
from rivage.law.verdict import Outcome, Reason, Verdict, allow, refuse
from rivage.law.wording import day


def old_enough(declared_on: date, requested_on: date) -> Verdict:
    """Has the association been declared long enough at the day of the request? R121-12-1: at least three years."""
    years = at("agrement.existence_minimale_ans", requested_on)
    due = add_months(a_date("declared_on", declared_on), 12 * years.value)
    if requested_on >= due:
        sentence = f"L’association est déclarée depuis au moins {years.value} ans."
        return allow(Reason("old_enough", years.article, sentence, (years,), Outcome.YES))
    sentence = f"L’association doit être déclarée depuis {years.value} ans. Elle le sera le {day(due)}."
    return refuse("too_recent", sentence, article=years.article, values=(years,))


def deemed_complete(received_on: date, on: date, *, pieces_asked_on: date | None = None) -> Verdict:
    """Is a request received on `received_on` deemed complete? R121-12-3: if no piece is asked in two months."""
    months = at("agrement.pieces_mois", received_on)
    due = add_months(a_date("received_on", received_on), months.value)
    if pieces_asked_on is not None and a_date("pieces_asked_on", pieces_asked_on) <= due:
        sentence = f"Des pièces ont été demandées le {day(pieces_asked_on)}, dans le délai."
        return refuse("pieces_asked", sentence, article=months.article, values=(months,))
    if on > due:
        sentence = f"Aucune pièce n’a été demandée jusqu’au {day(due)}. Le dossier est réputé complet."
        return allow(Reason("deemed_complete", months.article, sentence, (months,), Outcome.YES))
    sentence = f"Des pièces peuvent être demandées jusqu’au {day(due)}."
    return refuse("pieces_may_be_asked", sentence, article=months.article, values=(months,))


def granted_by_silence(complete_on: date, on: date) -> Verdict:
    """Has silence granted the approval on `on`? R121-12-3: four months from a complete file."""
    months = at("agrement.silence_mois", complete_on)
    due = add_months(a_date("complete_on", complete_on), months.value)
    if a_date("on", on) >= due:
        sentence = f"Le silence gardé {months.value} mois sur un dossier complet vaut agrément, depuis le {day(due)}."
        return allow(Reason("granted_by_silence", months.article, sentence, (months,), Outcome.YES))
    sentence = f"Le silence vaudra agrément le {day(due)}."
    return refuse("still_time", sentence, article=months.article, values=(months,))


def validity(granted_on: date) -> Period:
    """Return the period of an approval granted on `granted_on`. R121-12-3: three years, renewable."""
    years = at("agrement.validite_ans", granted_on)
    return Period.of_months(granted_on, 12 * years.value)
