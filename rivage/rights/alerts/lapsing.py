"""« Ce qui va s’interrompre »: every right that lapses within ninety days, has lapsed, or was never opened.

Read as the membership reads files, never from the alerts: what is shown is true now. A constant number of queries.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from uuid import UUID

from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role
from rivage.accounts.homes import PanelLine, SidePanel
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.french import capital, day_in_words, days
from rivage.decisions.models import Decision
from rivage.decisions.recours.delay import Delay
from rivage.decisions.recours.enums import About
from rivage.decisions.recours.todo import awaited, memoirs
from rivage.decisions.todo import contestable as to_contest
from rivage.law.period import ONE_DAY
from rivage.law.wording import day as in_full
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.rights.clocks import letters, path
from rivage.rights.clocks.doubts import doubt_of
from rivage.rights.clocks.facts import LapseFacts, lapse_facts
from rivage.rights.clocks.followed import followed
from rivage.rights.clocks.lapses import ASSOCIATION, PREFECTURE, Lapse, lapses, unopened
from rivage.rights.clocks.steps import contested
from rivage.rights.ended import at_hand, ends, told_on, until_of
from rivage.rights.ended import delays as end_delays
from rivage.rights.enums import SLICE_OF, ClockName
from rivage.rights.models import AfisDecision
from rivage.rights.refusals import contestable as aids_to_contest
from rivage.vault import keys, opened
from rivage.vault.enums import KeyKind

AHEAD = 90
# In the panel of a home.
PEOPLE = 3
TITLE = "Ce qui va s’interrompre"
RIGHTS = {"parcours": ClockName.PATH, "sejour": ClockName.RESIDENCE, "aide": ClockName.AID}
LABELS = {ClockName.PATH: "Parcours", ClockName.RESIDENCE: "Séjour", ClockName.AID: "Aide"}
ICONS = {ClockName.PATH: "signpost-split", ClockName.RESIDENCE: "person-vcard", ClockName.AID: "wallet2"}
# What a remedy against each act is a remedy for.
CLOCKS = {
    About.PATH: ClockName.PATH,
    About.AID: ClockName.AID,
    About.AID_END: ClockName.AID,
    About.PERMIT: ClockName.RESIDENCE,
}
# Who is shown each right: the desk acts on the permit alone.
FOLLOWERS = (*ANTENNE_ROLES, *INSTRUCTING)
SHOWN = {name: (*FOLLOWERS, Role.DESK) if name == ClockName.RESIDENCE else FOLLOWERS for name in ClockName}
# How soon, in days left at most before the first day without the right.
NEVER, UNSURE, ENDED = "Jamais ouvert", "À vérifier", "Fin de l’aide décidée"
REMEDY = "Recours"
# The groups that come before those of how soon, by rank.
FIRST = {NEVER: 0, UNSURE: 1}
TO_ANSWER = (PREFECTURE, "répond")
GROUPS = ((0, "Déjà interrompu"), (7, "Cette semaine"), (30, "Ce mois"), (AHEAD, "Plus tard"))


@dataclass(slots=True)
class LapseLine:
    """One right of one person. `who`, where the identity is open, and `url` are read only for the lines shown.

    `doubt`: the récépissé that a refusal may have ended, in words, while it is not known whether the right is lost.
    `ended`: the end that the préfet decided of the aid, in words, until it may be contested no more, or until when a
    `remedy` runs; `letter`: until the day that her letter prints, which her antenne alone reads; `apart`: a file that
    leaves it prints no last day; `handed`: it is handed over; `named`: what a later app calls a right that no clock
    counts, which her antenne alone reads. `team`: who accompanies her, told to her antenne; `association`: her
    antenne, told to others; `many`:
    the lines of its group in what was asked.
    """

    person: Person
    lapse: Lapse
    on: date
    doubt: str = ""
    ended: str = ""
    handed: bool = False
    remedy: bool = False
    letter: bool = False
    apart: bool = False
    url: str = ""
    who: str = ""
    named: str = ""
    team: str = ""
    association: str = ""
    many: int = 0

    @property
    def right(self) -> str:
        return self.named or LABELS[ClockName(self.lapse.clock)]

    @property
    def icon(self) -> str:
        return "journal-text" if self.named else ICONS[ClockName(self.lapse.clock)]

    @property
    def shown(self) -> date:
        """The day that its line says first, by which those of a group stand."""
        before = self.lapse.never or self.doubt or (self.ended and not self.handed)
        return self.lapse.due if before else self.lapse.last_day

    @property
    def days_lost(self) -> int | None:
        """None for what still runs, or is in doubt."""
        return (None if self.doubt or self.ended else self.lapse.lost(self.on)) or None

    @property
    def lost(self) -> str:
        """« 12 jours perdus », or "" for what still runs, or is in doubt."""
        lost = self.days_lost
        return f"{days(lost)} perdu{'s' if lost > 1 else ''}" if lost else ""

    @property
    def said(self) -> str:
        """Why, where it is in doubt or decided, then what is to be done."""
        doubt = f"{capital(self.doubt)}." if self.doubt else ""
        return " ".join(part for part in (self.ended, doubt, self.lapse.step) if part)

    @property
    def group(self) -> str:
        if self.remedy and not self.letter:
            return REMEDY
        if self.ended and not self.letter:
            return ENDED
        if self.lapse.never:
            return NEVER
        if self.doubt:
            return UNSURE
        left = self.lapse.left(self.on)
        return next(title for most, title in GROUPS if left <= most)


_sources: list[Callable[[Membership, date], Iterable[LapseLine]]] = []


def register(source: Callable[[Membership, date], Iterable[LapseLine]]) -> None:
    """Add what a later app knows of rights that no clock counts, for the antenne that reads them."""
    _sources.append(source)


def lines(membership: Membership, on: date) -> list[LapseLine]:
    """What lapses for the people this membership may act for, the oldest first, without their names."""
    gathered, opened_to = lapse_facts(membership, followed(membership, on)), _open(membership)
    if membership.is_antenne:
        keys.load(gathered, KeyKind.PRIVATE)
    # Why a permit is needed is read of each of them, and told of none.
    with opened.sorting():
        found = [
            _line(facts, lapse, on)
            for facts in gathered.values()
            for lapse in (*unopened(facts, on), *lapses(facts, on))
            if lapse.left(on) <= AHEAD and lapse.clock in opened_to
        ]
    if ClockName.AID in opened_to:
        found += _ended(membership, on)
        found += _remedies(membership, on)
    if membership.is_antenne:
        unread = letters.unread(membership, gathered)
        found += (line for facts in gathered.values() for line in _permit(membership, facts, unread, on))
        found += _of_later_apps(membership, on)
    return sorted(found, key=lambda line: (*_rank(line), line.shown, line.person.reference))


def _of_later_apps(membership: Membership, on: date) -> list[LapseLine]:
    """Nothing by a door that opens no key (ADR 0040), nor in a file: her antenne alone reads these, on its pages."""
    if not perimeter.current().keys or letters.are_left_out():
        return []
    with opened.sorting():
        return [line for source in _sources for line in source(membership, on)]


def _rank(line: LapseLine) -> tuple[int, int]:
    """Of its group: those of how soon stand between those that come first and what was decided."""
    group = line.group
    soon = next((rank for rank, (_, title) in enumerate(GROUPS) if title == group), 0)
    return FIRST.get(group, len(FIRST) + (group in (ENDED, REMEDY)) + (group == REMEDY)), soon


def _ended(membership: Membership, on: date) -> Iterator[LapseLine]:
    """The aids that the préfet ended, until the decision is handed to her and may be contested no more."""
    rows = at_hand(membership, on)
    found = end_delays(membership, rows)
    still = [(end, found[end.pk]) for end in rows if told_on(end) is None or found[end.pk].left(on)]
    over = ends(membership, [end.decision_id for end, _ in still])
    for end, delay in still:
        handed = told_on(end) is not None
        due = end.decided_on if delay.day is None else delay.day.due(on) + ONE_DAY
        step = "en parle avec elle" if handed else "remet la décision à la personne"
        said = f"{over[end.decision_id].sentence} {until_of(end, on, delay)}".strip()
        lapse = Lapse(ClockName.AID, due, ASSOCIATION, step)
        yield LapseLine(end.person, lapse, on, ended=said, handed=handed)


def _remedies(membership: Membership, on: date) -> Iterator[LapseLine]:
    """To her antenne, the last day to contest a refusal; to each, the answer that a remedy waits for, and the memoir
    that a court does.
    """
    if membership.is_antenne:
        for path_, delay in to_contest(membership, on):
            yield _of_remedy(membership, path_, ClockName.PATH, f"Parcours refusé. {delay.sentence(on)}", delay, on)
        for aid, delay in aids_to_contest(membership, on):
            yield _of_remedy(membership, aid, ClockName.AID, f"Aide refusée. {delay.sentence(on)}", delay, on)
    for one in awaited(membership, on):
        clock, what = CLOCKS[About(one.row.about)], (ASSOCIATION, "en parle avec elle")
        lapse = Lapse(clock, one.until + ONE_DAY, *(what if one.silent else TO_ANSWER))
        url = link(membership, "decisions:remedies", demande=one.row.demande_id)
        yield LapseLine(one.row.person, lapse, on, ended=one.said, handed=True, remedy=True, url=url)
    for row in memoirs(membership):
        if row.memoir_due is None:
            continue
        clock = CLOCKS[About(row.about)]
        lapse = Lapse(clock, row.memoir_due + ONE_DAY, PREFECTURE, "envoie son mémoire au juge")
        url = link(membership, "decisions:remedies", demande=row.demande_id)
        said = f"Mémoire de la préfecture attendu par le juge au plus tard le {in_full(row.memoir_due)}."
        yield LapseLine(row.person, lapse, on, ended=said, handed=True, remedy=True, url=url)


def _permit(membership: Membership, facts: LapseFacts, unread: set[UUID], on: date) -> Iterator[LapseLine]:
    """The last day to contest a refusal of the permit, while no remedy waits; that of her letter stays. `unread`: her
    letter prints another.
    """
    asked, contest = contested(facts, on) or (None, None)
    known = asked.known(on) if asked is not None else None
    if asked is None or contest is None or known is None or facts.named(asked) in unread:
        return
    printed = contest.letter is not None and on <= contest.letter
    if (known.pending or known.awaited) and not printed:
        return
    said = "Titre refusé" if asked.refusal is not None else "Titre refusé par silence"
    lapse = Lapse(ClockName.RESIDENCE, contest.due(on) + ONE_DAY, ASSOCIATION, "en parle avec elle")
    url = link(membership, "rights:stay", person=facts.person.pk)
    words = f"{said}. {known.sentence(on)}"
    apart = contest.apart
    yield LapseLine(
        facts.person, lapse, on, ended=words, handed=True, remedy=True, url=url, letter=printed, apart=apart
    )


def _of_remedy(
    membership: Membership, row: Decision | AfisDecision, clock: ClockName, said: str, delay: Delay, on: date
) -> LapseLine:
    last = delay.day.due(on) if delay.day is not None else on
    lapse = Lapse(clock, last + ONE_DAY, ASSOCIATION, "en parle avec elle")
    url = link(membership, "decisions:remedies", demande=row.demande_id)
    return LapseLine(row.person, lapse, on, ended=said, handed=True, remedy=True, url=url)


def _line(facts: LapseFacts, lapse: Lapse, on: date) -> LapseLine:
    """What stops on a day from which a récépissé is in doubt is told so; its days are lost once they are over."""
    doubt = None if lapse.clock == ClockName.PATH else doubt_of(facts.permits, lapse.due)
    if doubt is None:
        return LapseLine(facts.person, lapse, on)
    if doubt.days.end <= on:
        return LapseLine(facts.person, replace(lapse, due=doubt.days.end), on)
    return LapseLine(facts.person, lapse, on, doubt.words(on))


def _open(membership: Membership) -> set[str]:
    return {str(name) for name in ClockName if membership.role in SHOWN[name]}


def _url(membership: Membership, facts: LapseFacts, lapse: Lapse) -> str:
    """Where one acts: the permit's page, the months of the aid, the demande that is examined, else her page."""
    if lapse.clock == ClockName.RESIDENCE:
        return link(membership, "rights:stay", person=facts.person.pk)
    if lapse.clock == ClockName.AID:
        return link(membership, "rights:months", person=facts.person.pk)
    asked = path.pending(facts)
    if asked is not None:
        return link(membership, "dossiers:demande", demande=asked.pk)
    return link(membership, "people:person", person=facts.person.pk)


def kept(found: Iterable[LapseLine], right: str) -> list[LapseLine]:
    """The lines of one right, all of them for any other word."""
    chosen = RIGHTS.get(right)
    return [line for line in found if chosen is None or line.lapse.clock == chosen]


def show(shown: list[LapseLine], membership: Membership) -> list[LapseLine]:
    """Say of each line that is shown where one acts, and trace it as shown."""
    facts = lapse_facts(membership, [line.person for line in shown])
    for line in shown:
        line.url = line.url or _url(membership, facts[line.person.pk], line.lapse)
        decided = line.remedy and not line.named and line.lapse.clock != ClockName.RESIDENCE
        part = Slice.DECISION if decided else Slice.PRIVATE if line.named else SLICE_OF[ClockName(line.lapse.clock)]
        for one in (part, *([Slice.PRIVATE] if line.letter else ())):
            opened.note(line.person.pk, line.person.antenne_id, str(one))
    return shown


def filters(found: list[LapseLine], membership: Membership) -> list[tuple[str, str, int]]:
    """(key, label, number) of each right, for whoever follows more than one."""
    offered = [key for key, name in RIGHTS.items() if str(name) in _open(membership)]
    if len(offered) < 2:
        return []
    return [("", "Tout", len(found)), *((key, LABELS[RIGHTS[key]], len(kept(found, key))) for key in offered)]


def panel(membership: Membership, on: date) -> Iterator[SidePanel]:
    """For a home: how many, and the three people for whom it is most urgent, one line each."""
    found = lines(membership, on)
    of_each: dict[UUID, list[LapseLine]] = {}
    for line in found:
        of_each.setdefault(line.person.pk, []).append(line)
    shown = show([of_her[0] for of_her in islice(of_each.values(), PEOPLE)], membership)
    yield SidePanel(
        TITLE,
        tuple(
            PanelLine(
                title=line.person.reference,
                url=line.url,
                person=line.person.pk,
                reference=line.person.reference,
                note=_note(line, on, len(of_each[line.person.pk]) - 1),
                icon="hourglass-split" if line.lapse.left(on) > 0 else "exclamation-triangle-fill",
            )
            for line in shown
        ),
        "Aucun droit ne s’interrompt dans les trois mois.",
        url=link(membership, "rights:lapses") if found else "",
        link=f"Tout voir ({len(found)})" if found else "",
    )


def _note(line: LapseLine, on: date, others: int) -> str:
    """Of her first right; `others`: how many more of hers."""
    more = {0: "", 1: ", et un autre droit"}.get(others, f", et {others} autres droits")
    if line.remedy:
        return f"{line.right} : {line.ended.rstrip('.')}{more}"
    if line.ended:
        return f"{line.right} : {'fin décidée, recours possible' if line.handed else 'fin décidée, à remettre'}{more}"
    if line.doubt:
        return f"{line.right} : {line.doubt}{more}"
    if line.lost:
        return f"{line.right} : {'jamais ouvert' if line.lapse.never else 'interrompu'}, {line.lost}{more}"
    return f"{line.right} : dernier jour le {day_in_words(line.lapse.last_day, on=on)}{more}"
