"""Remedies against a decision, and what the outcome of a notification does to their delays.

The delays come from general knowledge of administrative litigation and stay to be confirmed: the reports do not give
them. CE 19/11/2021 n° 440802 is read: full jurisdiction, on the situation at the day of the judgment.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rivage.law.facts import BadFact, a_date
from rivage.law.parameter import Value
from rivage.law.period import add_days, add_months
from rivage.law.values import at, parameter, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, conclude, refuse
from rivage.law.wording import count, day


class Issue(StrEnum):
    """How a notification ended."""

    HANDED = "remise"
    NOT_CLAIMED = "presentee_non_reclamee"
    REFUSED = "refusee"
    IMPOSSIBLE = "impossible"


class ContestedAct(StrEnum):
    """What is contested: each kind of decision has its own remedies."""

    PATH = "parcours"
    AID = "aide"
    AID_END = "fin_aide"
    PERMIT = "sejour"
    AGREMENT = "agrement"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy as a letter states it: code, title, addressee, delay in months, sentence. Behind it, the `value` of its
    delay, the `ways` open against such a decision, and the reading of them where the texts are silent.
    """

    code: str
    label: str
    addressee: str
    months: int
    sentence: str
    value: Value
    ways: Value
    reading: Value | None = None

    @property
    def to_confirm(self) -> bool:
        return any(each.to_confirm for each in (self.value, self.ways, self.reading) if each is not None)


_LABELS = {
    "gracieux": "recours gracieux",
    "hierarchique": "recours hiérarchique",
    "contentieux": "recours contentieux",
    "paiement": "recours sur le paiement",
}
_PAYER = "la caisse de MSA qui paie"


def remedies(on: date, act: ContestedAct = ContestedAct.PATH) -> tuple[Remedy, ...]:
    """Return the remedies open against a decision notified on `on`, in the order a letter gives them. Those of the aid
    follow `afis.recours`. Raise NoValue before the first day on which it could be taken.
    """
    ways = at(f"recours.voies.{act}", on)
    follows = reading("afis.recours", on) if act in (ContestedAct.AID, ContestedAct.AID_END) else None
    open_ = dict(ways.value)
    if follows is not None and follows.value == "caisse_puis_juge":
        open_ = {"paiement": _PAYER, **open_}
    found = []
    for code, addressee in open_.items():
        value = at(f"recours.{'gracieux' if code == 'paiement' else code}_mois", on)
        label = _LABELS[code]
        sentence = f"Vous pouvez former un {label} devant {addressee}, dans les {value.value} mois de la notification."
        found.append(Remedy(code, label, addressee, value.value, sentence, value, ways, follows))
    return tuple(found)


def followed(ways: tuple[Remedy, ...]) -> str:
    """The reading that the remedies of an act follow where the texts are silent, in its words; "" without any."""
    held = ways[0].reading if ways else None
    return dict(parameter(held.name).alternatives)[str(held.value)] if held is not None else ""


def together(ways: tuple[Remedy, ...]) -> str:
    """The remedies as a letter states them: in one sentence where they have the same delay, else one each."""
    months, *differing = dict.fromkeys(way.months for way in ways)
    if differing:
        return " ".join(way.sentence for way in ways)
    *others, last = (f"un {way.label} devant {way.addressee}" for way in ways)
    return f"Dans les {months} mois de la notification, vous pouvez former {', '.join(others)}, ou {last}."


@dataclass(frozen=True, slots=True)
class Deadline:
    """`last_day` a remedy may be lodged, None when no delay runs."""

    last_day: date | None
    verdict: Verdict


def months_of(on: date) -> Value:
    """The months of the contentious delay that starts on a day."""
    return at("recours.contentieux_mois", a_date("on", on))


def last_day(starts: date) -> date:
    """Return the last day of the contentious delay that a decision, written or of silence, starts on a day.

    One reading for all of them, to confirm: the delay is whole (délai franc), its first and last days do not count,
    hence one day more than its months. No postponement for a Sunday or a holiday is added: the true last day may be
    later, never earlier.
    """
    return add_days(add_months(starts, months_of(starts).value), 1)


@dataclass(frozen=True, slots=True)
class Shorter:
    """What is said first of a refused permit: with an obligation to leave, which nobody asks about nor keeps, the
    delay is `words` long, and over after `days` at most.
    """

    words: str
    days: int
    value: Value

    @property
    def sentence(self) -> str:
        """« Si ce refus vient avec une obligation de quitter le territoire, le délai est bien plus court (…) : … »"""
        return self._said(self._unsure, "elle")

    @property
    def for_her(self) -> str:
        """The same on a paper for her, which carries no mark of what nobody has confirmed."""
        return self._said("", "l’association")

    def said_to(self, *, hers: bool) -> str:
        """`sentence` to her antenne; to a service, who refuses or instructs, what it owes her."""
        owed = f"{self._head(self._unsure)} : la lettre le dit en premier, dites-le en la remettant."
        return self.sentence if hers else owed

    @property
    def _unsure(self) -> str:
        return ", à confirmer" if self.value.to_confirm else ""

    def _said(self, unsure: str, whom: str) -> str:
        return f"{self._head(unsure)} : lisez la lettre avec {whom} et voyez un avocat le jour même."

    def _head(self, unsure: str) -> str:
        return (
            "Si ce refus vient avec une obligation de quitter le territoire, le délai est bien plus court "
            f"({self.words}{unsure})"
        )


def with_removal(on: date) -> Shorter:
    """Return the shorter delays of a refused permit that comes with an obligation to leave the territory."""
    value = at("recours.titre_eloignement", a_date("on", on))
    return Shorter(value.value["en_mots"], value.value["jours_au_plus"], value)


def deadline(issue: Issue, on: date, *, remedies_mentioned: bool) -> Deadline:
    """Return the last day of the contentious delay for a notification that ended as `issue` on `on`.

    `on` is the day it was handed over, presented or refused (`last_day`).
    """
    months, starts = months_of(on), at("recours.issues", on)
    values = (months, starts)
    if starts.value[issue.value] == "aucun":
        sentence = "La notification n’a pas pu se faire. Aucun délai de recours ne court."
        return Deadline(None, refuse("no_delay", sentence, article=starts.article, values=(starts,)))
    if not remedies_mentioned:
        mention = stated("recours.mention", on, "obligatoire")
        sentence = "La lettre ne mentionne pas les voies et délais de recours. Le délai ordinaire ne court pas."
        return Deadline(None, refuse("no_mention", sentence, article=mention.article, values=(mention,)))
    last = last_day(on)
    sentence = (
        f"Le délai de {count(months.value, 'mois', 'mois')} court du {day(on)}. Le recours est recevable au moins "
        f"jusqu’au {day(last)} inclus."
    )
    if issue is Issue.HANDED:
        return Deadline(last, allow(Reason("delay_runs", months.article, sentence, values, Outcome.YES)))
    sentence += " Le jour de départ est à confirmer, car le pli n’a pas été remis."
    return Deadline(last, ask("delay_to_check", sentence, article=months.article, values=values))


@dataclass(frozen=True, slots=True)
class Extended:
    """`last_day`: of the contentious delay once remedies and legal aid were asked, None while legal aid is awaited;
    `silence`: the day on which silence will be, or was, a refusal of the remedy that is not answered. `cause`: what
    alone gives this day, or keeps it; None where the notification does; `refused_on`: the day of silence from which
    it is counted, None where anything else gives it.
    """

    last_day: date | None
    silence: date | None
    verdict: Verdict
    cause: Reason | None = None
    refused_on: date | None = None


def silence(filed: date) -> date:
    """The day on which silence on a gracious or hierarchical remedy is a refusal."""
    return add_months(a_date("filed", filed), at("recours.silence_mois", filed).value)


def extended(
    last: date,
    *,
    gracious: date | None = None,
    gracious_answered: date | None = None,
    hierarchical: date | None = None,
    hierarchical_answered: date | None = None,
    aid: date | None = None,
    aid_answered: date | None = None,
) -> Extended:
    """Return the earliest day that is safe once these were asked, `last` being that of the notification.

    A gracious or hierarchical remedy made in time has the delay run anew from its refusal, written or of silence;
    of two, the sooner one is kept. Then legal aid asked in time has it run anew from what was decided on it. Each may
    only move the day further. An answer given once silence had refused is read as the silence, which comes first.
    """
    asked = (
        ("gracieux", a_date("last", last), gracious, gracious_answered),
        ("hiérarchique", last, hierarchical, hierarchical_answered),
    )
    moved: list[tuple[date, Reason, date]] = []
    reasons, silences = [], []
    for label, until, filed, answered in asked:
        if filed is None:
            continue
        day_, reason = _moved(label, until, filed, answered)
        reasons.append(reason)
        if answered is None:
            silences.append(silence(filed))
        if day_ is not None:
            moved.append((day_, reason, silence(filed)))
    first = min(moved, key=lambda one: one[0], default=None)
    if first is not None and first[0] <= last:
        first = None
    held, cause, born = first if first is not None else (last, None, None)
    awaited = min(silences, default=None)
    given = born if cause is not None and cause.code == "silence" else None
    if aid is None:
        return Extended(held, awaited, conclude(reasons), cause, given)
    kept, reason = _aided(held, aid, aid_answered)
    reasons.append(reason)
    if kept == held:
        return Extended(held, awaited, conclude(reasons), cause, given)
    return Extended(kept, awaited, conclude(reasons), reason)


def _moved(label: str, last: date, filed: date, answered: date | None) -> tuple[date | None, Reason]:
    """The last day that an administrative remedy gives, None when it came too late to move it."""
    if answered is not None and answered < filed:
        raise BadFact("answered", f"la réponse au recours {label} vient avant lui.")
    after, wait = stated("recours.prorogation", filed, "du_rejet"), at("recours.silence_mois", filed)
    values = (after, wait, months_of(filed))
    if filed > last:
        sentence = f"Le recours {label} du {day(filed)} vient après le {day(last)} : il ne prolonge pas le délai."
        return None, Reason("too_late", after.article, sentence, values, Outcome.NO)
    born = silence(filed)
    if answered is not None and answered <= born:
        until = last_day(answered)
        sentence = (
            f"Le recours {label} du {day(filed)} a reçu une réponse le {day(answered)} : le délai repart de ce jour. "
            f"Dernier jour sûr : {day(until)}."
        )
        return until, Reason("answered", after.article, sentence, values, Outcome.YES)
    until = last_day(born)
    sentence = (
        f"Le recours {label} du {day(filed)} est refusé par le silence le {day(born)} : le délai repart de ce jour. "
        f"Dernier jour sûr : {day(until)}."
    )
    if answered is None:
        sentence += " Une réponse écrite avant ce jour le ferait repartir plus tôt."
    return until, Reason("silence", wait.article, sentence, values, Outcome.QUESTION)


def _aided(last: date, asked: date, answered: date | None) -> tuple[date | None, Reason]:
    """The last day once legal aid was asked, None while nothing is decided on it."""
    if answered is not None and answered < a_date("aid", asked):
        raise BadFact("aid_answered", "la décision sur l’aide juridictionnelle vient avant sa demande.")
    since = parameter("recours.aide_juridictionnelle").values[0].start
    value = stated("recours.aide_juridictionnelle", max(asked, since), "de_la_decision")
    if asked > last:
        sentence = (
            f"L’aide juridictionnelle est demandée le {day(asked)}, après le {day(last)} : elle ne prolonge pas le "
            "délai."
        )
        return last, Reason("aid_too_late", value.article, sentence, (value,), Outcome.NO)
    if answered is None:
        sentence = (
            f"L’aide juridictionnelle, demandée le {day(asked)}, garde le délai du tribunal : il repart en entier "
            "de la décision sur cette demande."
        )
        return None, Reason("aid_awaited", value.article, sentence, (value,), Outcome.QUESTION)
    until = max(last, last_day(answered))
    sentence = (
        f"L’aide juridictionnelle a été décidée le {day(answered)} : le délai repart de ce jour. Dernier jour sûr : "
        f"{day(until)}."
    )
    return until, Reason("aid_answered", value.article, sentence, (value, months_of(answered)), Outcome.YES)
