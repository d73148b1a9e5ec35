"""Where each right and each title of hers stands, from the steps noted; read by her antenne alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import days
from rivage.core.tables import State
from rivage.core.versions import version_of_words
from rivage.decisions.recours.models import ContestHelp
from rivage.law import recours, titles
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.titles.enums import HAD, SAID, SET_ASIDE, SUBJECTS, WAITING, RightFamily, RightKind, RightStep, TitleKind
from rivage.titles.models import RightFact, TitleHeld
from rivage.vault import keys
from rivage.vault.enums import KeyKind

PILLS = {
    RightStep.ASKED: State("attente", "hourglass-split", "demandé"),
    RightStep.AWAITED: State("attente", "hourglass-split", "attendu"),
    RightStep.OPENED: State("ok", "check-lg", "ouvert"),
    RightStep.HELD: State("ok", "check-lg", "détenu"),
    RightStep.REFUSED: State("alerte", "x-lg", "refusé"),
    RightStep.ENDED: State("neutre", "stop-circle", "fini"),
    RightStep.HAS: State("ok", "check-lg", "elle l’a déjà"),
    RightStep.DECLINED: State("neutre", "dash-circle", "n’en veut pas"),
    RightStep.NEEDLESS: State("neutre", "dash-circle", "pas besoin"),
}
# A bank that refuses is not contested, and legal aid has a delay of its own, shorter, that its letter prints.
OWN_DELAY = {
    "compte": "La Banque de France désigne un établissement : sa lettre est prête.",
    "avocat": "Le délai est court : lisez-le sur la décision et notez-le.",
}
LEGAL_AID = "avocat"
# From how long before its day a right, a title or a request is to be taken up again.
AHEAD = timedelta(days=60)
ANSWERED = State("attente", "hourglass-split", "réponse à noter")
TO_SEE = State("neutre", "circle", "à voir avec elle")
OVER = State("alerte", "calendar-x", "à renouveler")
SILENT = State("alerte", "exclamation-triangle", "sans réponse")


class AidOfRemedy(NamedTuple):
    """Legal aid that was asked to contest a refusal: noted with its remedies (`decisions.ContestHelp`)."""

    asked: date
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class RightStanding:
    """A right or a title on a day. `last`: the step that holds, None where nothing is noted; `asked`: since when an
    answer is waited for; `remedy`: of legal aid, what is noted with her remedies since that step; `refused`: the last
    written refusal, as long as nothing was granted since.
    """

    subject: RightKind
    on: date
    last: RightFact | None = None
    asked: date | None = None
    remedy: AidOfRemedy | None = None
    refused: RightFact | None = None

    @property
    def noted(self) -> bool:
        """Whether anything is known of it, wherever it was noted."""
        return self.last is not None or self.remedy is not None

    @property
    def over(self) -> bool:
        """What was open or held has a last day, which has passed."""
        return bool(self.last and self.last.step in HAD and self.last.due and self.last.due < self.on)

    @property
    def had(self) -> bool:
        """Open or held on that day."""
        return self.last is not None and self.last.step in HAD and not self.over

    @property
    def settled(self) -> bool:
        """Nothing of it is to be asked: she has it, or said that she does not want it, or does not need it."""
        return self.had or (self.last is not None and self.last.step in SET_ASIDE)

    @property
    def silence(self) -> date | None:
        """The day on which silence on a title that is waited for makes a refusal, to confirm; None where no text that
        was read says, as of nationality.
        """
        waits = self.last is not None and self.last.step in WAITING and self.asked is not None
        by_stay = self.subject.family == RightFamily.TITLE and self.subject.code != TitleKind.NATIONALITY
        if not waits or not by_stay or self.asked is None or self.asked > self.on:
            return None
        return titles.silence(self.asked, self.on).refused_on

    @property
    def silent(self) -> bool:
        """Whether silence has made a refusal on that day."""
        return self.silence is not None and self.silence <= self.on

    @property
    def contest(self) -> Contest | None:
        """Until when a refusal may be contested, written or of silence: the day that its letter prints, else the usual
        delay; None where no delay is known.
        """
        if self.silent and self.silence is not None:
            return Contest(recours.last_day(self.silence))
        if self.last is None or self.last.step != RightStep.REFUSED:
            return None
        if self.last.due is not None:
            return Contest(self.last.due, letter=self.last.due)
        return None if self.subject.code in OWN_DELAY else Contest(recours.last_day(self.last.on), usual=True)

    @property
    def may_come_with_removal(self) -> bool:
        """Whether the delay of an obligation to leave may still run: the day that the letter prints is not written, or
        is as near. What else was asked meanwhile does not keep it.
        """
        row = self.refused
        if row is None or not self.subject.may_come_with_removal:
            return False
        shorter = row.on + timedelta(days=recours.with_removal(self.on).days)
        last = row.due or shorter
        return self.on <= last <= shorter

    @property
    def warned(self) -> bool:
        """Whether the same is said before anything else: as long as this refusal may be contested."""
        contested = self.to_contest and self.last is self.refused and self.subject.may_come_with_removal
        return self.may_come_with_removal or contested

    @property
    def own_way(self) -> str:
        """What is said of a refusal whose delay is not the usual one, or that has none."""
        return OWN_DELAY.get(self.subject.code, "")

    @property
    def soon(self) -> bool:
        """Whether its day to be taken up again has come, or is near."""
        return self.last is not None and self.last.due is not None and self.last.due <= self.on + AHEAD

    @property
    def to_contest(self) -> bool:
        """Whether a refusal is still a duty: until its delay is over, or for two months where none is known."""
        if self.last is None or self.remedy is not None:
            return False
        if self.last.step != RightStep.REFUSED and not self.silent:
            return False
        return self.on <= (self.contest.last if self.contest else recours.last_day(self.last.on))

    @property
    def state(self) -> State:
        if self.remedy is not None:
            return ANSWERED if self.remedy.answered else PILLS[RightStep.ASKED]
        if self.last is None:
            return TO_SEE
        if self.silent:
            return SILENT
        return OVER if self.over else PILLS[RightStep(self.last.step)]

    @property
    def words(self) -> str:
        """One sentence: since when, until when."""
        if self.remedy is not None:
            told = f"demandée avec un recours le {day(self.remedy.asked)}"
            if self.remedy.answered is None:
                return f"{told}, réponse attendue"
            return f"{told}, réponse le {day(self.remedy.answered)} : notez ici si elle est accordée"
        if self.last is None:
            return ""
        if self.last.step in WAITING:
            start = self.asked or self.last.on
            waited = f", depuis {days((self.on - start).days)}" if start < self.on else ""
            told = f"demandé le {day(start)}{waited}"
            if self.silence is not None:
                until = f" ; {self.contest.words(self.on)}" if self.contest else ""
                refused = (
                    f"vaut refus depuis le {day(self.silence)}"
                    if self.silent
                    else f"vaudra refus le {day(self.silence)}"
                )
                told = f"{told} ; sans réponse, ce qui {refused}, à confirmer{until}"
            return f"{told} ; à relancer le {day(self.last.due)}" if self.last.due else told
        said = {
            RightStep.OPENED: "ouvert",
            RightStep.HELD: "détenu",
            RightStep.REFUSED: "refusé",
            RightStep.ENDED: "fini",
            RightStep.HAS: "elle l’a déjà, dit",
            RightStep.DECLINED: "elle n’en veut pas, dit",
            RightStep.NEEDLESS: "elle n’en a pas besoin, dit",
        }
        step = said[RightStep(self.last.step)]
        if self.last.step == RightStep.REFUSED:
            until = f" ; {self.contest.words(self.on)}" if self.contest else ""
            return f"{step} le {day(self.last.on)}{until}"
        if self.last.step not in HAD:
            return f"{step} le {day(self.last.on)}"
        until = f", jusqu’au {day(self.last.due)} inclus" if self.last.due else ""
        since = "" if self.last.step in SAID else " depuis"
        return f"{step}{since} le {day(self.last.on)}{until}"

    @property
    def until(self) -> str:
        """Its last day, as a summary says it: to contest, to renew or to chase; "" where none is known."""
        if self.last is None or self.remedy is not None:
            return ""
        if self.to_contest:
            return self.contest.words(self.on) if self.contest else self.own_way
        if self.last.due is None:
            return ""
        if self.last.step in WAITING:
            return f"à relancer le {day(self.last.due)}"
        if self.over:
            return f"fini le {day(self.last.due)}"
        return f"jusqu’au {day(self.last.due)} inclus" if self.had else ""

    @property
    def gesture(self) -> str:
        """What is to be done next, as the link says it."""
        if self.remedy is not None:
            return "Noter la réponse"
        if self.last is None or self.last.step in SET_ASIDE:
            return "Voir"
        if self.last.step == RightStep.ENDED:
            return "Demander"
        if self.silent and self.to_contest:
            return "Contester le silence"
        if self.last.step in WAITING:
            return "Noter la réponse"
        if self.last.step == RightStep.REFUSED:
            return "Redemander ou contester"
        return "Renouveler" if self.soon else "Voir"


def facts_of(person: Person, what: str) -> list[RightFact]:
    """Every step noted of one right or title of hers, what was replaced included, in the order they were noted."""
    return [row for row in _rows([person.pk]) if row.what == what]


def standing_rows(rows: Iterable[RightFact]) -> list[RightFact]:
    """Those that hold, in the order of their days: neither what was replaced, nor what says that nothing was."""
    known = list(rows)
    replaced = {row.replaces_id for row in known}
    held = [row for row in known if row.pk not in replaced and row.step]
    return sorted(held, key=lambda row: (row.on, row.created_at))


def version(rows: Sequence[RightFact]) -> str:
    """The version of what is noted of a right, for the form that shows it."""
    return version_of_words(*(str(row.pk) for row in rows))


def standing(
    subject: RightKind, rows: Iterable[RightFact], on: date, remedy: AidOfRemedy | None = None
) -> RightStanding:
    """Where one stands, from its steps. `remedy`: what her remedies say of legal aid, which holds if newer."""
    held = standing_rows(rows)
    if remedy is None or subject.code != LEGAL_AID or (held and held[-1].on >= (remedy.answered or remedy.asked)):
        remedy = None
    if not held:
        return RightStanding(subject, on, remedy=remedy)
    asked, refused = None, None
    for row in held:
        if row.step == RightStep.REFUSED or row.step in HAD:
            refused = row if row.step == RightStep.REFUSED else None
        if row.step == RightStep.ASKED:
            asked = row.on if asked is None else asked
        elif row.step not in WAITING:
            asked = None
    return RightStanding(subject, on, held[-1], asked, remedy, refused)


def aid_of_remedies(membership: Membership, people: Collection[UUID]) -> dict[UUID, AidOfRemedy]:
    """Of each of those people, the legal aid asked to contest: one that waits, else the last answered."""
    rows = ContestHelp.objects.visible_to(membership).filter(person__in=people, aid_asked_on__isnull=False)
    found: dict[UUID, AidOfRemedy] = {}
    asked = rows.order_by(F("aid_answered_on").asc(nulls_last=True), "aid_asked_on")
    for person, on, answered in asked.values_list("person_id", "aid_asked_on", "aid_answered_on"):
        if on is not None:
            found[person] = AidOfRemedy(on, answered)
    return found


def standings(membership: Membership, person: Person, on: date) -> dict[str, RightStanding]:
    """All of hers, by code; those of which nothing is noted included."""
    aid = aid_of_remedies(membership, [person.pk])
    return _by_subject(_rows([person.pk], membership), on, aid.get(person.pk))


def of_people(membership: Membership, people: Iterable[UUID], on: date) -> dict[UUID, dict[str, RightStanding]]:
    """The same of several people of an antenne, in two queries and one for their keys."""
    known: dict[UUID, list[RightFact]] = defaultdict(list)
    for row in _rows(list(people), membership):
        known[row.person_id].append(row)
    aid = aid_of_remedies(membership, known) if known else {}
    return {person: _by_subject(rows, on, aid.get(person)) for person, rows in known.items()}


def _by_subject(rows: Iterable[RightFact], on: date, remedy: AidOfRemedy | None) -> dict[str, RightStanding]:
    steps: dict[str, list[RightFact]] = defaultdict(list)
    for row in rows:
        steps[row.what].append(row)
    return {code: standing(subject, steps.get(code, ()), on, remedy) for code, subject in SUBJECTS.items()}


def _rows(people: list[UUID], membership: Membership | None = None) -> list[RightFact]:
    seen = RightFact.objects.visible_to(membership) if membership else RightFact.objects
    rows = list(seen.filter(person__in=people).select_related("recorded_by__user").order_by("created_at", "pk"))
    keys.load({row.person_id for row in rows}, KeyKind.PRIVATE)
    return rows


def titles_held(membership: Membership, people: Collection[UUID], on: date) -> QuerySet[TitleHeld]:
    """The titles that those people hold on that day, as their antenne noted it."""
    rows = TitleHeld.objects.visible_to(membership).filter(person__in=people, taken_back_on__isnull=True, on__lte=on)
    lasting = rows.filter(Q(fact__due__isnull=True) | Q(fact__due__gte=on))
    return lasting.exclude(fact__replaced_by__isnull=False).order_by("on")


def noted_titles(known: dict[str, RightStanding]) -> list[RightStanding]:
    """The titles of which something is noted."""
    return [one for one in known.values() if one.subject.family == RightFamily.TITLE and one.last is not None]
