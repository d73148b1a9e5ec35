"""The departmental commission: who sits, who may give an opinion. CASF R121-12-6 to -8, CRPA R133-3 to R133-13."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from functools import lru_cache

from rivage.law.facts import BadFact, a_count, a_date
from rivage.law.parameter import Value
from rivage.law.period import Days
from rivage.law.term import of_years
from rivage.law.territory import departement
from rivage.law.values import NoValue, at, names, reading, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, conclude, refuse
from rivage.law.wording import NBSP, count, day, quoted

_SEATS = "commission.siege."
ASSOCIATIONS = 11


@dataclass(frozen=True, slots=True)
class SeatKind:
    """A kind of seat: its number in R121-12-7 (12 and 13 since 2026), code, label on that day. `seat`: what one of its
    seats is called on paper, whoever holds it.

    `named` members are chosen by an arrêté of the préfet, for three years. `on_files` is False for the members who do
    not take part in meetings about a person's file.
    """

    number: int
    code: str
    label: str
    seat: str
    named: bool
    on_files: bool
    value: Value


@lru_cache(maxsize=256)
def composition(on: date) -> tuple[SeatKind, ...]:
    """Return the kinds of seat on that day, by number. Raise NoValue before the commission exists."""
    at("commission.missions", on)
    found = []
    for name in names(_SEATS):
        try:
            value = at(name, on)
        except NoValue:
            continue
        sheet = value.value
        code = name.removeprefix(_SEATS)
        found.append(
            SeatKind(sheet["rang"], code, sheet["libelle"], sheet["siege"], sheet["arrete"], sheet["dossiers"], value)
        )
    return tuple(sorted(found, key=lambda seat: seat.number))


def seat_kind(number: int, on: date) -> SeatKind:
    """Return the kind of seat of that number on that day. Raise BadFact when there is none."""
    for seat in composition(on):
        if seat.number == number:
            return seat
    raise BadFact("seat", f"la commission n’a pas de siège {quoted(f'{number}°')} au {day(on)}.")


def chairs(code: str, on: date) -> tuple[str, ...]:
    """Return who chairs in a département: two persons jointly in Paris and Bouches-du-Rhône (R121-12-7)."""
    value = at("commission.presidence", on).value
    return tuple(value.get(departement(code).code, value["defaut"]))


def voters(seats: Mapping[int, Collection[Hashable]]) -> frozenset[Hashable]:
    """Return the persons who sit, each once. `seats` gives the persons of each seat: one vote however many seats."""
    return frozenset(person for persons in seats.values() for person in persons)


def mandate(start: date) -> tuple[Verdict, Days]:
    """Return the term of a named member starting on `start`: three years, renewable (R121-12-7)."""
    return of_years(at("commission.mandat_ans", start), start)


def can_sit(
    seat: int,
    on: date,
    *,
    individual_file: bool,
    instructed_by_own_association: bool = False,
    personal_interest: bool = False,
) -> Verdict:
    """May the holder of that seat take part? R121-12-7 (associations, members of 2026) and R133-12 (interest)."""
    kind = seat_kind(seat, on)
    reasons = []
    if individual_file and not kind.on_files:
        sentence = "Ce membre ne siège pas quand la commission examine le dossier d’une personne."
        reasons.append(Reason("not_on_files", kind.value.article, sentence, (kind.value,), Outcome.NO))
    if individual_file and kind.number == ASSOCIATIONS and instructed_by_own_association:
        rule = stated("commission.deport_association", on, "ne_siege_pas")
        sentence = "Le représentant d’une association ne siège pas sur un dossier que cette association a instruit."
        reasons.append(Reason("own_association", rule.article, sentence, (rule,), Outcome.NO))
    if personal_interest:
        rule = stated("commission.deport_interet", on, "ne_siege_pas")
        sentence = "Un membre qui a un intérêt personnel à l’affaire ne prend pas part à la délibération."
        reasons.append(Reason("personal_interest", rule.article, sentence, (rule,), Outcome.NO))
    return conclude(reasons)


def convocation(received_on: date, held_on: date, *, urgency: str = "") -> Verdict:
    """Is a convocation received on `received_on` in time for `held_on`? R133-8: five days before, except urgency.

    `urgency` is the reason written down; without one there is no urgency.
    """
    days = at("commission.convocation_jours", held_on)
    notice = (a_date("held_on", held_on) - a_date("received_on", received_on)).days
    if notice < 0:
        sentence = "La convocation est reçue après la séance."
        return refuse("after_session", sentence, article=days.article, values=(days,))
    if notice >= days.value:
        sentence = f"La convocation est reçue {count(notice, 'jour')} avant la séance."
        return allow(Reason("in_time", days.article, sentence, (days,), Outcome.YES))
    if urgency.strip():
        sentence = f"La convocation est reçue {count(notice, 'jour')} avant la séance, en urgence motivée par écrit."
        return allow(Reason("urgent", days.article, sentence, (days,), Outcome.YES))
    sentence = (
        f"La convocation est reçue {count(notice, 'jour')} avant la séance au lieu de {days.value}. "
        "Un délai plus court demande une urgence motivée par écrit."
    )
    return refuse("too_late", sentence, article=days.article, values=(days,))


@dataclass(frozen=True, slots=True)
class Reconvened:
    """A second convocation: on the same agenda, and saying that no quorum will be required (R133-10)."""

    same_agenda: bool
    says_no_quorum: bool


def _half(part: Value, members: int) -> int:
    return int((part.value * Decimal(members)).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Composing:
    """How many members the quorum is counted on, how many it takes, the settings that were read."""

    members: int
    needed: int
    settings: tuple[Value, ...] = ()


def composing(
    n_members: int, *, on: date, vacant: int = 0, stood_aside: int = 0, chosen: Mapping[str, str] | None = None
) -> Composing:
    """Return on how many members the quorum is counted, and how many are needed (R133-10). See `quorum`."""
    readings = chosen or {}
    vacancy = reading("commission.quorum_sieges_vacants", on, readings.get("commission.quorum_sieges_vacants"))
    aside = reading("commission.quorum_deport", on, readings.get("commission.quorum_deport"))
    settings = ((vacancy,) if vacant else ()) + ((aside,) if stood_aside else ())
    members = n_members + (vacant if vacancy.value == "comptes" else 0)
    members -= stood_aside if aside.value == "non_comptes" else 0
    return Composing(members, _half(at("commission.quorum_part", on), members), settings)


def quorum(
    n_members: int,
    present: int,
    carriers: Sequence[Hashable] = (),
    *,
    on: date,
    vacant: int = 0,
    stood_aside: int = 0,
    reconvened: Reconvened | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Verdict:
    """Is the quorum reached? R133-10: at least half the members, remote ones and mandates included.

    `n_members` counts persons, not seats: those of the arrêté in force, `stood_aside` included. `vacant` seats come on
    top. `present` excludes those who stood aside. `carriers` says, for each mandate, who carries it: a member carries
    one at most (R133-9), the others are not counted. Vacant seats and members standing aside follow two settings, or
    the readings in `chosen`; when the other readings give another answer, a reason says so.
    """
    a_count("n_members", n_members, least=1)
    a_count("stood_aside", stood_aside, most=n_members)
    a_count("present", present, most=n_members - stood_aside)
    a_count("vacant", vacant)
    part, limit = at("commission.quorum_part", on), at("commission.mandats_par_membre", on)
    mandates = a_count("carriers", len(carriers))
    carried = sum(min(number, limit.value) for number in Counter(carriers).values())
    counted = min(carried, present * limit.value, n_members - present)
    counting = composing(n_members, on=on, vacant=vacant, stood_aside=stood_aside, chosen=chosen)
    members, settings = counting.members, counting.settings
    taking_part, needed = present + counted, counting.needed
    reached = taking_part >= needed
    values = (part, limit, *settings)
    sentence = f"Membres présents ou représentés{NBSP}: {taking_part}. Quorum{NBSP}: {needed} sur {members}."
    outcome = Outcome.YES if reached else Outcome.NO
    reasons = [Reason("quorum_reached" if reached else "quorum_missed", part.article, sentence, values, outcome)]
    if counted < mandates:
        sentence = f"{count(mandates - counted, 'mandat')} en trop, un membre n’en porte qu’un."
        reasons.append(Reason("mandates_ignored", limit.article, sentence, (limit,), Outcome.YES))
    thresholds = {_half(part, n_members + extra - less) for extra in (0, vacant) for less in (0, stood_aside)}
    if any((taking_part >= other) is not reached for other in thresholds):
        sentence = "Une autre lecture du texte sur les sièges vacants ou les membres retirés donne la réponse inverse."
        reasons.append(Reason("other_reading", part.article, sentence, settings, Outcome.YES, always_said=True))
    if not reached and reconvened is not None:
        return _without_quorum(reconvened, part, reasons)
    return conclude(reasons)


def _without_quorum(reconvened: Reconvened, part: Value, reasons: list[Reason]) -> Verdict:
    if reconvened.same_agenda and reconvened.says_no_quorum:
        sentence = "La commission, convoquée à nouveau sur le même ordre du jour, siège valablement sans quorum."
        known = Reason("second_convocation", part.article, sentence, (part,), Outcome.YES)
        return allow(known, *(reason for reason in reasons if reason.outcome is Outcome.YES))
    sentence = "La seconde convocation reprend le même ordre du jour et dit qu’aucun quorum ne sera exigé."
    return conclude([*reasons, Reason("second_convocation_irregular", part.article, sentence, (part,), Outcome.NO)])


class Vote(StrEnum):
    FOR = "favorable"
    AGAINST = "defavorable"
    ABSTAIN = "abstention"


def opinion(
    favourable: int,
    against: int,
    abstentions: int = 0,
    *,
    on: date,
    chair_votes: Collection[Vote] = (),
    chosen: str | None = None,
) -> Verdict:
    """Is the opinion favourable? R133-11: majority of the votes; the chair, if voting, has the casting one.

    `chair_votes` are those of the chair or of both chairs, already counted. Two chairs voting apart on a tie, or a tie
    with no voting chair, is a question. Abstentions follow commission.abstentions, or the reading `chosen`.
    """
    for field, number in (("favourable", favourable), ("against", against), ("abstentions", abstentions)):
        a_count(field, number)
    share = at("commission.majorite_part", on)
    setting = reading("commission.abstentions", on, chosen)
    values = (share, setting) if abstentions else (share,)
    counted, other = against + abstentions, against
    if setting.value != "comptees":
        counted, other = other, counted
    casting = {vote for vote in chair_votes if vote is not Vote.ABSTAIN}
    wins = _wins(share, favourable, counted, casting)
    tied = favourable == share.value * (favourable + counted)
    reasons = [_majority(wins, tied, f"{favourable} pour, {against} contre, ", abstentions, values)]
    if _wins(share, favourable, other, casting) is not wins:
        sentence = "Une autre lecture du texte sur les abstentions donne une autre réponse."
        reasons.append(
            Reason("other_reading", share.article, sentence, (setting,), reasons[0].outcome, always_said=True)
        )
    return Verdict(reasons[0].outcome, tuple(reasons))


def _wins(share: Value, favourable: int, opposed: int, casting: Collection[Vote]) -> bool | None:
    """Whether those votes carry the opinion; None for a tie that no chair, or two chairs apart, decide."""
    needed = share.value * (favourable + opposed)
    if favourable != needed:
        return bool(favourable > needed)
    return casting == {Vote.FOR} if len(casting) == 1 else None


def _majority(wins: bool | None, tied: bool, tally: str, abstentions: int, values: tuple[Value, ...]) -> Reason:
    tally += f"{count(abstentions, 'abstention')}."
    article = values[0].article
    if wins is None:
        sentence = f"Partage égal des voix, sans voix prépondérante. {tally}"
        return Reason("tie", article, sentence, values, Outcome.QUESTION)
    code, how = ("casting_vote", "Partage égal des voix, tranché par la présidence.") if tied else _BY_MAJORITY
    return Reason(code, article, f"{how} {tally}", values, Outcome.YES if wins else Outcome.NO)


_BY_MAJORITY = ("majority", "Majorité des voix.")


def written_consultation(n_members: int, taking_part: int, on: date) -> Verdict:
    """Is a written consultation valid? Ordonnance 2014-1329: at least half the members take part."""
    a_count("n_members", n_members, least=1)
    a_count("taking_part", taking_part, most=n_members)
    part = at("commission.consultation_ecrite_part", on)
    needed = _half(part, n_members)
    sentence = f"Membres ayant pris part{NBSP}: {taking_part} sur {n_members}. Il en faut {needed}."
    if taking_part >= needed:
        return allow(Reason("enough_took_part", part.article, sentence, (part,), Outcome.YES))
    return refuse("too_few_took_part", sentence, article=part.article, values=(part,))
