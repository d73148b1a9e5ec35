"""How a story is told: each verb through its action, as whoever does it, on its day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from rivage.accounts.models import Membership
from rivage.commissions import actions as commissions
from rivage.commissions.models import AgendaItem, Avis, Member, Seance
from rivage.core import clock
from rivage.core.versions import version_of
from rivage.decisions import actions as decisions
from rivage.decisions.models import Decision, Recours
from rivage.decisions.notices import Told
from rivage.demo.country import Country, acting
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande
from rivage.law.period import add_months
from rivage.people import actions as people
from rivage.people.enums import ApsNeed
from rivage.people.models import Person
from rivage.rights.aid import actions as aid
from rivage.rights.enums import PermitNeed
from rivage.rights.models import AfisDecision
from rivage.rights.permit import actions as permit

CONTACT = {
    "channels": ["phone", "association"],
    "when": "Mardi et jeudi, de 10 h à 12 h",
    "ask_for": "Lili",
    "say_from": "Jeanne, de la bibliothèque",
    "language": "Français simple",
    "never": "Ni message vocal, ni courrier au domicile.",
}
SITUATION = {
    "housing": "shelter",
    "resources": "none",
    "children": "0",
    "french": "some",
    "training": "asked",
    "work": "looking",
    "health_cover": "open",
}


@dataclass
class Telling:
    """The country, the sessions and people told so far. Days are counted from today: -30 is a month ago.

    The three départements keep the time of Paris.
    """

    country: Country
    people: dict[str, Person] = field(default_factory=dict)
    demandes: dict[str, Demande] = field(default_factory=dict)
    who: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = clock.now()

    def day(self, days: int) -> date:
        return clock.local_day(self.now, "75") + timedelta(days=days)

    def afternoon(self, days: int) -> datetime:
        return datetime.combine(self.day(days), time(14), clock.zone("75")).astimezone(UTC)

    def month(self, months: int) -> date:
        """The first of a month: of this one for 0, of the one before for -1."""
        return add_months(self.day(0).replace(day=1), months)

    @contextmanager
    def on(self, days: int, login: str) -> Iterator[tuple[Membership, date]]:
        """Be somebody on a day: gives the actor and the date."""
        instant = self.now if days == 0 else self.afternoon(days)
        actor = self.country[login]
        with clock.at(instant), acting(actor):
            yield actor, clock.today(actor.departements[0])

    def meet(self, days: int, login: str, name: str, aps_need: str = "yes", **identity: str) -> Person:
        """Begin to accompany somebody."""
        known = {"name_in_use": name, "birth": "1994", "zone": "other", "nationality": "Pays inventé"} | identity
        with self.on(days, login) as (actor, on):
            self.people[name] = dossiers.open_suivi(
                actor=actor, on=on, identity=known, contact=CONTACT, aps_need=aps_need
            )
            if (reason := SAID.get(aps_need)) is not None:
                person = self.people[name]
                version = permit.need_version(person)
                permit.set_need(actor=actor, on=on, person=person, need=reason, version=version)
        self.who[name] = login
        return self.people[name]

    def ask(self, days: int, name: str, *, parts: tuple[str, ...] = (), **changes: dict[str, Any]) -> Demande:
        """Open a first demande and write it: all of it, or only `parts`. `changes`: part to values that differ."""
        login = self.who[name]
        with self.on(days, login) as (actor, on):
            demande = dossiers.open_demande(
                actor=actor, on=on, person=self.people[name], kind="initiale", wished_on=on
            )
            self.demandes[name] = demande
            for part, values in written(on).items():
                if not parts or part in parts:
                    given = values | changes.get(part, {})
                    dossiers.save_part(
                        actor=actor, on=on, demande=demande, part=part, values=given, version=0, ready=True
                    )
            if not parts or "accord" in parts:
                people.give_accord(
                    actor=actor, on=on, person=self.people[name], kind="parcours", given_on=on, language="français"
                )
        return demande

    def fresh(self, name: str) -> Demande:
        """The demande as it is now, read by whoever acts."""
        return Demande.objects.get(pk=self.demandes[name].pk)

    def _step(self, days: int, login: str, name: str, verb: str, **values: Any) -> None:
        with self.on(days, login) as (actor, on):
            demande = self.fresh(name)
            getattr(dossiers, verb)(actor=actor, on=on, demande=demande, version=demande.version, **values)

    def deposit(self, days: int, name: str) -> None:
        self._step(days, self.who[name], name, "submit")

    def complete(self, days: int, name: str, login: str = "claire.digue") -> None:
        self._step(days, login, name, "declare_complete")

    def lack(self, days: int, name: str, text: str, login: str = "claire.digue") -> None:
        self._step(days, login, name, "ask_missing", parts=["engagements"], text=text, until=self.day(days + 15))

    def plan(self, days: int, code: str, login: str, *, at: int, place: str) -> Seance:
        with self.on(days, login) as (actor, on):
            return commissions.plan_seance(
                actor=actor, on=on, departement=code, at=self.afternoon(at), place=place, remote=True
            )

    def schedule(self, days: int, name: str, seance: Seance, login: str = "claire.digue") -> None:
        with self.on(days, login) as (actor, on):
            demande = self.fresh(name)
            commissions.schedule(actor=actor, on=on, demande=demande, seance=seance, version=demande.version)

    def convene(self, days: int, seance: Seance, login: str = "claire.digue") -> None:
        with self.on(days, login) as (actor, on):
            commissions.convene(actor=actor, on=on, seance=seance, channel="mail")

    def sit(self, days: int, seance: Seance, login: str, opinions: dict[str, dict[str, Any]]) -> None:
        """Hold a session: everybody comes, each file is presented, an avis is rendered, the session closes."""
        with self.on(days, login) as (actor, on):
            for member in Member.objects.filter(departement=seance.departement):
                commissions.set_attendance(actor=actor, on=on, seance=seance, member=member, mode="present")
            commissions.open_seance(actor=actor, on=on, seance=seance)
            for name, opinion in opinions.items():
                item = AgendaItem.objects.get(seance=seance, demande=self.demandes[name])
                commissions.present(actor=actor, on=on, item=item)
                commissions.leave(actor=actor, on=on, item=item)
                commissions.record_avis(actor=actor, on=on, item=item, **(FAVOURABLE | opinion))
            commissions.close_seance(actor=actor, on=on, seance=seance)

    def sign_releve(self, days: int, name: str, login: str = "odile.cap") -> None:
        with self.on(days, login) as (actor, on):
            avis = Avis.objects.get(demande=self.demandes[name])
            commissions.sign_releve(actor=actor, on=on, avis=avis)

    def draft(self, days: int, name: str, login: str = "claire.digue", **values: Any) -> Decision:
        with self.on(days, login) as (actor, on):
            demande = self.fresh(name)
            given: dict[str, Any] = {"sense": "authorise", "starts": on, "months": 6} | values
            draft = decisions.Draft(**given)
            return decisions.draft_decision(actor=actor, on=on, demande=demande, draft=draft)

    def sign(self, days: int, name: str, login: str = "anne.semaphore") -> None:
        with self.on(days, login) as (actor, on):
            decision = Decision.objects.get(demande=self.demandes[name])
            decisions.sign_decision(actor=actor, on=on, decision=decision, decided_on=on, version=decision.version)

    def notify(self, days: int, name: str, delegate: str = "claire.digue") -> None:
        """Handed to the person by her association, and told to the association by the délégation."""
        for login, told in (
            (self.who[name], Told("person", "by_hand", "handed", self.day(days), "français")),
            (delegate, Told("association", "secure", "handed", self.day(days))),
        ):
            with self.on(days, login) as (actor, on):
                decision = Decision.objects.get(demande=self.demandes[name])
                decisions.notify(actor=actor, on=on, decision=decision, told=told)

    def contest(self, days: int, name: str, said: decisions.RecoursSaid) -> None:
        """A remedy made against the decision on the path, noted by her association."""
        with self.on(days, self.who[name]) as (actor, on):
            act = Decision.objects.get(demande=self.demandes[name]).pk
            decisions.file_recours(actor=actor, on=on, demande=self.fresh(name), act=act, said=said)

    def follow(self, days: int, name: str, kind: str, login: str = "claire.digue", **known: Any) -> None:
        """What became of a remedy."""
        with self.on(days, login) as (actor, on):
            row = Recours.objects.get(demande=self.demandes[name], kind=kind)
            said = decisions.RecoursSaid(row.kind, row.filed_on, row.court or "", **known)
            decisions.follow_recours(actor=actor, on=on, recours=row, said=said, version=version_of(row))

    def helped(self, days: int, name: str, said: decisions.Helped) -> None:
        """Who helps her to contest, for her association alone."""
        with self.on(days, self.who[name]) as (actor, on):
            act = Decision.objects.get(demande=self.demandes[name]).pk
            decisions.note_help(actor=actor, on=on, demande=self.fresh(name), act=act, helped=said, version="")

    def hand_aid(self, days: int, name: str) -> None:
        """The decision on her aid, handed to her by her association."""
        with self.on(days, self.who[name]) as (actor, on):
            decision = AfisDecision.objects.get(demande=self.demandes[name])
            aid.tell_aid(actor=actor, on=on, decision=decision, told=Told("person", "by_hand", "handed", on))


# Why a permit is needed or not, said with the need; of an asylum claim, the story tells.
SAID: dict[str, PermitNeed] = {ApsNeed.YES: PermitNeed.NEEDED, ApsNeed.NO: PermitNeed.OTHER_TITLE}
FAVOURABLE = {
    "sense": "favourable",
    "afis": "favourable",
    "mode": "consensus",
    "reasons": "Le projet est précis et l’hébergement est assuré.",
}
PLAN = [
    {
        "domain": "french",
        "text": "Cours de français, trois matinées par semaine",
        "duration": "six mois",
        "expected": "Niveau A2",
    },
    {
        "domain": "training",
        "text": "Découverte du métier d’aide-cuisinière",
        "duration": "trois semaines",
        "expected": "Un projet confirmé",
    },
]


def written(on: date) -> dict[str, dict[str, Any]]:
    """A demande ready to deposit, part by part."""
    return {
        "situation": {"answers": SITUATION, "danger": "watch"},
        "account": {
            "text": "La personne vit en hébergement depuis le printemps. Elle souhaite apprendre le français, "
            "travailler en cuisine et avoir un logement à elle.",
            "approved_on": on,
        },
        "project": {
            "needs": "Un hébergement qui dure, des cours de français, une couverture santé.",
            "expected": "Une formation commencée et un suivi de santé régulier.",
            "months": 6,
            "actions": PLAN,
        },
        "engagements": {
            "engagements": "Venir aux cours, rencontrer l’association chaque semaine, chercher une formation.",
            "engagements_signed_on": on,
        },
        "opinion": {
            "opinion": "favourable",
            "opinion_text": "La volonté est nette et le projet tient. L’hébergement est trouvé.",
        },
        "aid": {
            "afis_asked": True,
            "rsa": "no",
            "ada": "no",
            "document": "aucun",
            "household": 1,
            "children": 0,
            "resources": Decimal("0.00"),
        },
        "safety": {"detail": ""},
        "pieces": {
            "pieces": {
                "engagements": {"state": "given", "given_on": on, "remark": ""},
                "identity": {"state": "given", "given_on": on, "remark": ""},
                "agrement": {"state": "given", "given_on": on, "remark": ""},
            }
        },
    }
