"""The APS: CESEDA L316-1-1 and R316-5-1, then L425-4, L412-5, R431-10, R431-14, R*432-1 and R432-2.

The préfet decides (in Paris the préfet de police), apart from the path, without the commission. Nothing here decides.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from rivage.law.afis_facts import Nationality
from rivage.law.facts import BadFact, a_date
from rivage.law.parameter import Value
from rivage.law.period import ONE_DAY, Days, add_months, end_of_term, unsettled
from rivage.law.values import NoValue, at, parameter, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, conclude, refuse
from rivage.law.wording import count, day, listed, told_euros


class Kind(StrEnum):
    """A first request or a renewal."""

    DELIVERY = "delivrance"
    RENEWAL = "renouvellement"


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """What is known on the day `on`. None means unknown, and makes a question.

    `path_open`: a path is authorised and its rights run. `offence`: trafficking or pimping, whatever came of a
    complaint. `stopped`: the activity has ceased. `threat` is only what the préfet raises. `asylum_ended_on` is the
    first day the asylum request is no longer examined.
    """

    on: date
    nationality: Nationality | None = None
    path_open: bool | None = None
    offence: bool | None = None
    stopped: bool | None = None
    threat: bool = False
    asylum_requested: bool = False
    asylum_ended_on: date | None = None
    algerian: bool = False
    kind: Kind = Kind.DELIVERY

    def __post_init__(self) -> None:
        a_date("on", self.on)
        if self.asylum_ended_on is not None:
            a_date("asylum_ended_on", self.asylum_ended_on)
            if not self.asylum_requested:
                raise BadFact("asylum_ended_on", "aucune demande d’asile n’est indiquée.")

    @property
    def asylum_pending(self) -> bool:
        return self.asylum_requested and (self.asylum_ended_on is None or self.asylum_ended_on > self.on)


def can_deliver(facts: DeliveryFacts) -> Verdict:
    """May the préfet deliver or renew the APS? A yes says the conditions are met: delivering stays his faculty.

    The APS asks more than the path: trafficking or pimping, and the activity ceased. Raise NoValue before 2016-04-15.
    """
    article = at("aps.article", facts.on).value
    if facts.nationality in (Nationality.FRENCH, Nationality.EUROPEAN):
        return refuse("not_concerned", _NOT_CONCERNED, article=article)
    conditions = at("aps.conditions", facts.on)
    reasons = [_missing("nationality", article)] if facts.nationality is None else []
    reasons += [_CONDITIONS[code](facts, conditions) for code in conditions.value]
    reasons += _asylum_reasons(facts)
    if facts.algerian:
        setting = reading("aps.accord_algerien", facts.on)
        sentence = (
            "L’accord franco-algérien de 1968 règle le séjour. Selon une lecture le préfet peut délivrer "
            "l’autorisation, selon l’autre elle n’est pas ouverte."
        )
        reasons.append(Reason("algerian", setting.article, sentence, (setting,), Outcome.QUESTION))
    verdict = conclude(reasons)
    return Verdict(verdict.outcome, (*reasons, _faculty(facts.on, facts.kind))) if verdict else verdict


_NOT_CONCERNED = "La nationalité suffit, aucune autorisation provisoire de séjour n’est nécessaire."
_ASKED = {
    "nationality": "la nationalité",
    "path_open": "la décision du préfet sur le parcours",
    "offence": "la réponse sur des faits de traite ou de proxénétisme",
    "stopped": "la réponse sur la cessation de l’activité",
}


def _missing(field: str, article: str) -> Reason:
    return Reason(f"missing_{field}", article, f"Il manque {_ASKED[field]}.", (), Outcome.QUESTION)


@lru_cache(maxsize=1024)
def _faculty(on: date, kind: Kind) -> Reason:
    power = stated("aps.delivrance", on, "peut_etre_delivree", "peut_se_voir_delivrer")
    verb = "renouveler" if kind is Kind.RENEWAL else "délivrer"
    sentence = f"Le préfet peut {verb} l’autorisation provisoire de séjour, sans y être tenu."
    return Reason("faculty", power.article, sentence, (power,), Outcome.YES)


def _path(facts: DeliveryFacts, used: Value) -> Reason:
    if facts.path_open is None:
        return _missing("path_open", used.article)
    if facts.path_open:
        return Reason("path", used.article, "Un parcours est autorisé et ses droits courent.", (used,), Outcome.YES)
    if facts.kind is Kind.RENEWAL:
        sentence = "Le parcours a pris fin. L’autorisation se renouvelle pendant le parcours seulement."
        rule = stated("aps.renouvellement", facts.on, "pendant_le_parcours_si_les_conditions_tiennent")
        return Reason("path_over", rule.article, sentence, (rule,), Outcome.NO)
    return Reason("path", used.article, "Aucun parcours n’est autorisé.", (used,), Outcome.NO)


def _offence(facts: DeliveryFacts, used: Value) -> Reason:
    if facts.offence is None:
        return _missing("offence", used.article)
    if facts.offence:
        sentence = "Des faits de traite ou de proxénétisme sont en cause."
        return Reason("offence", used.article, sentence, (used,), Outcome.YES)
    sentence = "L’autorisation vise la traite et le proxénétisme. Le parcours, lui, n’a pas cette limite."
    return Reason("offence", used.article, sentence, (used,), Outcome.NO)


def _stopped(facts: DeliveryFacts, used: Value) -> Reason:
    if facts.stopped is None:
        return _missing("stopped", used.article)
    if facts.stopped:
        return Reason("stopped", used.article, "L’activité a cessé.", (used,), Outcome.YES)
    sentence = "L’autorisation demande que l’activité ait cessé. L’entrée dans le parcours ne le demande pas."
    return Reason("stopped", used.article, sentence, (used,), Outcome.NO)


def _threat(facts: DeliveryFacts, used: Value) -> Reason:
    if not facts.threat:
        sentence = "Aucune menace pour l’ordre public n’est relevée."
        return Reason("public_order", used.article, sentence, (used,), Outcome.YES)
    rule = stated("aps.ordre_public", facts.on, "opposable")
    sentence = "Le préfet relève une menace pour l’ordre public."
    return Reason("public_order", rule.article, sentence, (rule,), Outcome.NO)


_CONDITIONS: Mapping[str, Callable[[DeliveryFacts, Value], Reason]] = MappingProxyType(
    {"parcours": _path, "faits": _offence, "cessation": _stopped, "ordre_public": _threat}
)


def _asylum_reasons(facts: DeliveryFacts) -> list[Reason]:
    if not facts.asylum_requested:
        return []
    if not facts.asylum_pending:
        sentence = f"L’examen de la demande d’asile a pris fin{_since(facts)}. L’autorisation peut être délivrée."
        return [Reason("asylum_ended", "", sentence, (), Outcome.YES)]
    try:
        rule = stated("aps.asile", facts.on, "non_delivree_avant_la_fin_de_l_examen")
    except NoValue:
        setting = reading("aps.asile_avant_instruction", facts.on)
        sentence = (
            "Une demande d’asile est examinée. Selon une lecture le texte n’empêche pas l’autorisation, selon l’autre "
            "elle attend la fin de l’examen."
        )
        return [Reason("asylum_pending", setting.article, sentence, (setting,), Outcome.QUESTION)]
    if facts.kind is Kind.RENEWAL:
        setting = reading("aps.asile_apres_aps", facts.on)
        sentence = (
            "Une demande d’asile a été déposée avec une autorisation en cours. Aucun texte ne demande d’y renoncer, "
            "mais une préfecture l’exige."
        )
        return [Reason("asylum_after_permit", setting.article, sentence, (setting,), Outcome.QUESTION)]
    sentence = (
        "Une demande d’asile est examinée. Le parcours peut commencer, l’autorisation n’est délivrée qu’à la fin de "
        "cet examen."
    )
    return [Reason("asylum_pending", rule.article, sentence, (rule,), Outcome.NO)]


def _since(facts: DeliveryFacts) -> str:
    return f" le {day(facts.asylum_ended_on)}" if facts.asylum_ended_on else ""


class NeedState(StrEnum):
    """Whether an APS is looked for. A gap exists only where it is needed."""

    NEEDED = "besoin"
    OTHER_DOCUMENT = "autre_document"
    NOT_CONCERNED = "sans_objet"
    ASYLUM_PENDING = "asile_en_cours"
    UNKNOWN = "a_preciser"


@dataclass(frozen=True, slots=True)
class NeedFound:
    """The need on a day; `until` is the last day another document holds. The reasons stay with the association."""

    need: NeedState
    until: date | None
    verdict: Verdict


def need(
    on: date,
    nationality: Nationality | None,
    *,
    other_document_until: date | None = None,
    asylum_pending: bool = False,
) -> NeedFound:
    """Return whether an APS is needed on `on`. `other_document_until` is the last day of another stay document."""
    article = at("aps.article", on).value
    if nationality is None:
        return NeedFound(NeedState.UNKNOWN, None, conclude([_missing("nationality", article)]))
    if nationality is not Nationality.OTHER:
        return NeedFound(NeedState.NOT_CONCERNED, None, refuse("not_concerned", _NOT_CONCERNED, article=article))
    if other_document_until is not None and a_date("other_document_until", other_document_until) >= on:
        sentence = f"Un autre document de séjour vaut jusqu’au {day(other_document_until)} inclus."
        verdict = refuse("other_document", sentence, article=article)
        return NeedFound(NeedState.OTHER_DOCUMENT, other_document_until, verdict)
    if asylum_pending:
        sentence = "Une demande d’asile est examinée. L’autorisation n’est pas attendue avant la fin de cet examen."
        return NeedFound(NeedState.ASYLUM_PENDING, None, refuse("asylum_pending", sentence, article=article))
    sentence = "Une autorisation provisoire de séjour est nécessaire."
    return NeedFound(NeedState.NEEDED, None, allow(Reason("needed", article, sentence, (), Outcome.YES)))


@dataclass(frozen=True, slots=True)
class Silence:
    """`refused_on` is the day silence makes a refusal, None when no rule says; `days` are those elapsed."""

    refused_on: date | None
    days: int
    verdict: Verdict


def silence(requested_on: date, on: date) -> Silence:
    """Has silence become a refusal on `on`? R432-2: four months, if requested from 2021-05-01; before, a question.

    Yes means refused. Raise BadFact when `on` comes before the request.
    """
    elapsed = (a_date("on", on) - a_date("requested_on", requested_on)).days
    if elapsed < 0:
        raise BadFact("on", "ce jour précède la demande.")
    try:
        months = at("aps.silence_mois", requested_on)
    except NoValue:
        setting = reading("aps.silence_ancien", requested_on)
        sentence = (
            f"{count(elapsed, 'jour')} depuis la demande. Selon une lecture le silence valait refus à quatre mois, "
            "selon l’autre aucun délai n’est retenu."
        )
        return Silence(None, elapsed, ask("old_request", sentence, article=setting.article, values=(setting,)))
    # Not `end_of_term`: a remedy runs from it, and its last day is never shown later than a text may have it.
    due = add_months(requested_on, months.value)
    if on >= due:
        sentence = f"Le silence gardé {months.value} mois vaut refus, depuis le {day(due)}. Il peut être contesté."
        reason = Reason("implied_refusal", months.article, sentence, (months,), Outcome.YES)
        return Silence(due, elapsed, allow(reason))
    sentence = f"Le silence vaudra refus le {day(due)}. Il reste {count((due - on).days, 'jour')}."
    return Silence(due, elapsed, refuse("still_time", sentence, article=months.article, values=(months,)))


@dataclass(frozen=True, slots=True)
class Fee:
    """The tax in euros, and a verdict: yes when the text was read, a question when it is to confirm."""

    amount: Value
    verdict: Verdict


def fee(on: date, kind: Kind) -> Fee:
    """Return the tax on an APS delivered or renewed on `on`. Since 2026-05-01 a question (LF 2026, art. 128)."""
    amount = at("aps.taxe_renouvellement" if kind is Kind.RENEWAL else "aps.taxe_delivrance", on)
    if not amount.value and not amount.to_confirm:
        reason = Reason("fee", amount.article, "Aucune taxe n’est due.", (amount,), Outcome.YES)
        return Fee(amount, allow(reason))
    if not amount.value:
        sentence = "Aucune taxe n’est due d’après le dernier texte lu, qui n’a pas été relu pour ce jour."
        return Fee(amount, ask("fee_to_check", sentence, article=amount.article, values=(amount,)))
    exempt = reading("aps.taxe_exoneration", on)
    sentence = (
        f"Prévoir {told_euros(amount.value, amount.to_confirm)}. Selon une lecture la taxe de 2026 s’applique, selon "
        "l’autre cette autorisation en est exonérée."
    )
    return Fee(amount, ask("fee_of_2026", sentence, article=amount.article, values=(amount, exempt)))


@dataclass(frozen=True, slots=True)
class RequiredPiece:
    """A paper the request needs, and the value that says so: to confirm when the list of the arrêté was not read."""

    code: str
    label: str
    value: Value


def documents(on: date) -> tuple[RequiredPiece, ...]:
    """Return the papers a request needs. Raise NoValue before 2016-11-01 (décret 2016-1456)."""
    lists = [at("aps.pieces", on)]
    with suppress(NoValue):
        lists.append(at("aps.pieces_annexe_10", on))
    return tuple(RequiredPiece(code, label, value) for value in lists for code, label in value.value.items())


def missing_documents(given: Collection[str], on: date) -> Verdict:
    """Is the file complete? A paper of annexe 10, not read, makes a question; civil status and nationality, a no."""
    reasons = []
    for piece in documents(on):
        if piece.code not in given:
            outcome = Outcome.QUESTION if piece.value.to_confirm else Outcome.NO
            sentence = f"Il manque {piece.label}."
            reasons.append(Reason(f"missing_{piece.code}", piece.value.article, sentence, (piece.value,), outcome))
    return conclude(reasons)


def minimum_end(start: date) -> tuple[Verdict, date]:
    """Return the first day after the shortest APS delivered from `start`: six months, a minimum."""
    months = at("aps.duree_minimale_mois", a_date("start", start))
    end = end_of_term(start, months.value)
    sentence = f"Elle vaut au moins {months.value} mois, jusqu’au {day(end - ONE_DAY)} inclus."
    values = (months, *unsettled(start, months.value))
    return allow(Reason("minimum", months.article, sentence, values, Outcome.YES)), end


def first_day() -> date:
    """The first day on which the law knows this permit."""
    return parameter("aps.article").values[0].start


def long_enough(valid: Days) -> Verdict:
    """Does an APS last at least six months?"""
    least, end = minimum_end(valid.start)
    months, values = least.values[0], least.values
    if valid.end >= end:
        sentence = f"L’autorisation dure au moins {months.value} mois, et peut durer davantage."
        return allow(Reason("long_enough", months.article, sentence, values, Outcome.YES))
    sentence = f"L’autorisation dure moins de {months.value} mois. Elle devrait valoir au moins jusqu’au {day(end)}."
    return refuse("too_short", sentence, article=months.article, values=values)


@dataclass(frozen=True, slots=True)
class Cover:
    """The days of a path that no APS covers, in order; `days` is their number."""

    gaps: tuple[Days, ...]
    days: int
    verdict: Verdict


def covers(path: Days, valid: Sequence[Days], *, needed_from: date | None = None) -> Cover:
    """Return the days of `path` that no APS of `valid` covers, from `needed_from` on (end of asylum, other paper)."""
    article = at("aps.article", path.start).value
    cursor = max(path.start, a_date("needed_from", needed_from)) if needed_from is not None else path.start
    gaps = []
    for each in sorted(valid):
        if cursor < min(each.start, path.end):
            gaps.append(Days(cursor, min(each.start, path.end)))
        cursor = max(cursor, each.end)
    if cursor < path.end:
        gaps.append(Days(cursor, path.end))
    if not gaps:
        reason = Reason("covered", article, "L’autorisation couvre tout le parcours.", (), Outcome.YES)
        return Cover((), 0, allow(reason))
    days = sum(gap.days for gap in gaps)
    spans = listed([f"du {day(gap.start)} au {day(gap.last_day)}" for gap in gaps])
    verdict = refuse("gap", f"{count(days, 'jour')} du parcours sans autorisation, {spans}.", article=article)
    return Cover(tuple(gaps), days, verdict)


def may_work(on: date, *, receipt: Kind | None = None) -> Verdict:
    """May she work with the APS, or with the récépissé of a first request or of a renewal (R431-14)?"""
    if receipt is None:
        rule = stated("aps.droit_au_travail", on, "autorise")
        sentence = "L’autorisation permet de travailler."
        return allow(Reason("work", rule.article, sentence, (rule,), Outcome.YES))
    if receipt is Kind.DELIVERY:
        rule = stated("aps.recepisse_premiere_demande", on, "non_autorise")
        sentence = "Le récépissé d’une première demande ne permet pas de travailler."
        return refuse("no_work", sentence, article=rule.article, values=(rule,))
    setting = reading("aps.recepisse_renouvellement", on)
    sentence = (
        "Récépissé de renouvellement. Selon une lecture il prolonge le droit au travail, selon l’autre il ne permet "
        "pas de travailler."
    )
    return ask("work_to_check", sentence, article=setting.article, values=(setting,))
