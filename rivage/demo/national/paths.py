"""A path from her first word to today: demandes, sessions, decisions, periods, aid, permit, in the order of days."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core import clock
from rivage.decisions.models import Decision, Notification
from rivage.demo.national.bodies import Antenne, Place
from rivage.demo.national.calendar import MONTHS_BACK, later
from rivage.demo.national.people import Writing
from rivage.dossiers import models as dossiers
from rivage.law import afis
from rivage.law.duration import LONGEST_EVER, MOST_EVER
from rivage.law.period import ONE_DAY, Days, add_months, end_of_term
from rivage.people.models import Accord, Person, Share
from rivage.people.models.base import PersonRow
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder, AidNotice, ApsFact

REFUSED, STOPS, AID_ASKED, LATE = 0.12, 0.12, 0.8, 0.25
OPENED = "reference identity correspondence situation account project aid pieces avis decision stay".split()


@dataclass(slots=True)
class Story:
    """Where one path stands while it is told."""

    place: Place
    antenne: Antenne
    person: Person
    writing: Writing
    orders: dict[date, AfisOrder]
    parcours: dossiers.Parcours = field(init=False)
    used: int = 0
    n: int = 0
    periods: int = 0
    term: date | None = None

    def tell(self) -> int:
        """Write it whole; gives how many demandes it made."""
        draw, today = self.writing.draw, self.writing.today
        # Kept last, when its end is known.
        self.parcours = self._row(dossiers.Parcours, departement=self.place.code)
        self._add(Accord, kind="parcours", given_on=add_months(today, -MONTHS_BACK), language="français")
        day = self.writing.some_day()
        while day <= today and self._demande(day):
            assert self.term is not None, "a demande that goes on has a term"  # noqa: S101 - said for the checker
            late = draw.randrange(5, 90) if draw.random() < LATE else -draw.randrange(40, 100)
            day = later(self.term, late)
        self.writing.copier.add(self.parcours)
        return self.n

    def _demande(self, day: date) -> bool:
        """One demande from the day it is begun; True when another may follow."""
        draw, today = self.writing.draw, self.writing.today
        self.n += 1
        kind = "initiale" if self.n == 1 else "reprise" if self.term and self.term < day else "renouvellement"
        deposited = later(day, draw.randrange(5, 45))
        demande = self._row(
            dossiers.Demande,
            parcours=self.parcours,
            departement=self.place.code,
            kind=kind,
            n=self.n,
            wished_on=day,
            created_at=self.writing.instant(self.place, day),
        )
        if deposited > today:
            return self._keep(demande, "draft")
        demande.deposited_at, demande.desk = self.writing.instant(self.place, deposited), self.place.prefecture.name
        self._share(demande, deposited)
        seance = self._session(later(deposited, 20))
        if seance is None:
            return self._keep(demande, draw.choice(("submitted", "complete")))
        completed = later(deposited, 7)
        if completed > today:
            return self._keep(demande, "submitted")
        demande.completed_at = self.writing.instant(self.place, completed)
        held = clock.local_day(seance.at, self.place.code)
        item = self._row(
            AgendaItem, seance=seance, demande=demande, departement=self.place.code, position=1 + draw.randrange(40)
        )
        decided = later(held, draw.randrange(3, 60))
        if held >= today:
            self._keep(demande, "scheduled")
            self.writing.copier.add(item)
            return False
        return self._after(demande, item, seance, decided)

    def _after(self, demande: dossiers.Demande, item: AgendaItem, seance: Seance, decided: date) -> bool:
        """The avis is given: the decision, and what it opens."""
        draw, today = self.writing.draw, self.writing.today
        granted = draw.random() > REFUSED
        demande.decided_on = decided if decided <= today else None
        notified = later(decided, draw.randrange(1, 20))
        step = "opined" if decided > today else "decided" if notified > today else "notified"
        demande.closed_on = notified if step == "notified" else None
        self._keep(demande, step)
        item.presented_at = item.left_at = seance.at
        self.writing.copier.add(item)
        asked = draw.random() < AID_ASKED
        self._avis(demande, item, seance, granted, asked)
        if step == "opined":
            return False
        decision = self._decision(demande, decided, notified, granted, step)
        if not granted:
            return False
        period = self._period(decision)
        if asked:
            self._aid(demande, period, decided, notified if step == "notified" else None)
        if self.person.aps_need == "yes":
            self._permit(period)
        if self.used >= MOST_EVER:
            self._end("full", period.ends)
            return False
        return draw.random() > STOPS

    def _avis(self, demande: dossiers.Demande, item: AgendaItem, seance: Seance, granted: bool, asked: bool) -> None:
        sense = "favourable" if granted else "unfavourable"
        self._add(
            Avis,
            item=item,
            demande=demande,
            sense=sense,
            afis=sense if asked else "not_asked",
            mode="consensus",
            present=9,
            rendered_at=seance.at,
            recorded_by=self.place.roles["delegate"],
            signed_at=seance.at + timedelta(hours=3),
            signed_by=self.place.roles["chair"],
        )

    def _decision(
        self, demande: dossiers.Demande, decided: date, notified: date, granted: bool, step: str
    ) -> Decision:
        starts = max(decided, self.term or decided) if granted else None
        row: Decision = self._add(
            Decision,
            demande=demande,
            departement=self.place.code,
            sense="authorise" if granted else "refuse",
            step="notified" if step == "notified" else "signed",
            decided_on=decided,
            starts=starts,
            months=min(LONGEST_EVER, MOST_EVER - self.used) if granted else None,
            motives=[] if granted else ["volonte" if demande.kind == "initiale" else "engagements"],
            reasons="" if granted else "Motivation inventée.",
            signed_by=self.place.roles["signatory"],
            signed_quality=self.place.roles["signatory"].quality,
            recorded_by=self.place.roles["signatory"],
        )
        if step == "notified":
            for recipient, channel in (("person", "by_hand"), ("association", "secure")):
                self._add(
                    Notification,
                    decision=row,
                    recipient=recipient,
                    channel=channel,
                    outcome="handed",
                    on=notified,
                    recorded_by=self.antenne.lead,
                )
            if not granted and demande.kind == "renouvellement":
                self._end("not_renewed", max(notified, self.term or notified))
        return row

    def _period(self, decision: Decision) -> dossiers.Period:
        assert decision.starts is not None  # noqa: S101 - an authorisation carries both
        assert decision.months is not None  # noqa: S101
        ends = end_of_term(decision.starts, decision.months)
        self.periods += 1
        self.used += decision.months
        self.term = ends
        row: dossiers.Period = self._add(
            dossiers.Period,
            parcours=self.parcours,
            run=self.parcours.number,
            n=self.periods,
            starts=decision.starts,
            months=decision.months,
            ends=ends,
            decision_id=decision.pk,
        )
        return row

    def _aid(self, demande: dossiers.Demande, period: dossiers.Period, decided: date, notified: date | None) -> None:
        children = self.writing.draw.choice((0, 0, 0, 1, 1, 2))
        granted = self._add(
            AfisDecision,
            demande=demande,
            sense="grant",
            decided_on=decided,
            children=children,
            recorded_by=self.place.roles["delegate"],
            signed_name="Signature inventée",
            source="signed_paper",
        )
        if notified is not None:
            self._add(
                AidNotice,
                decision=granted,
                recipient="person",
                channel="by_hand",
                outcome="handed",
                on=notified,
                recorded_by=self.antenne.lead,
            )
        self._share(demande, decided, "payer", ["reference", "identity", "decision", "correspondence"], 365)
        for due in afis.months(Days(period.starts, period.ends), children, self.place.code)[1]:
            if due.month >= self.writing.today:
                break
            paid = self.writing.draw.random() > 0.03
            self._add(
                AfisMonth,
                decision=granted,
                order=self._order(due.month),
                reference=f"{self.writing.draw.getrandbits(44):011X}",
                month=due.month,
                children=children,
                amount=due.amount.value,
                to_confirm=due.amount.to_confirm,
                answer="paid" if paid else "returned",
                answered_on=min(add_months(due.month, 1) + timedelta(days=9), self.writing.today),
                paid=due.amount.value if paid else Decimal(0),
            )

    def _order(self, month: date) -> AfisOrder:
        if month not in self.orders:
            self.place.orders += 1
            self.orders[month] = self.writing.copier.add(
                AfisOrder(
                    departement=self.place.code,
                    n=self.place.orders,
                    month=month,
                    issued_at=self.writing.instant(self.place, month),
                    issued_by=self.place.roles["delegate"],
                )
            )
        return self.orders[month]

    def _permit(self, period: dossiers.Period) -> None:
        """Asked at the start, delivered weeks later for six months or more; not always, and not always in time."""
        draw, today, desk = self.writing.draw, self.writing.today, self.place.roles["desk"]
        asked = later(period.starts, draw.randrange(1, 20))
        given = later(asked, draw.randrange(10, 120))
        steps = [("requested", asked, None), ("receipt", later(asked, 1), add_months(asked, 4))]
        if draw.random() < 0.85:
            steps.append(("delivered", given, add_months(given, 6) - ONE_DAY))
        for step, on, until in steps:
            if on <= today:
                self._add(ApsFact, n=self.periods, step=step, on=on, until=until, source="own_desk", recorded_by=desk)
        self._share(None, asked, "desk", ["reference", "identity", "decision", "residence", "stay"], 365)

    def _end(self, kind: str, day: date) -> None:
        if day > self.writing.today:
            return
        self.parcours.end_kind, self.parcours.ended_on = kind, day

    def _session(self, after: date) -> Seance | None:
        coming = (seance for seance in self.place.seances if clock.local_day(seance.at, self.place.code) > after)
        return next(coming, None)

    def _share(
        self,
        demande: dossiers.Demande | None,
        day: date,
        holder: str = "delegate",
        slices: list[str] | None = None,
        days: int = 1095,
    ) -> None:
        starts = self.writing.instant(self.place, min(day, later(self.writing.today, -1)))
        share = Share(
            person=self.person,
            antenne_id=self.person.antenne_id,
            departement=self.place.code,
            demande_id=demande.pk if demande else None,
            holder=f"{holder}:{self.place.code}",
            slices=slices or OPENED,
            passes=["safety", "residence"] if holder == "delegate" else [],
            giver_id=self.antenne.lead.pk if holder == "delegate" else self.place.roles["delegate"].pk,
            purpose={"delegate": "instruction", "payer": "payment", "desk": "residence"}[holder],
            ground="CASF R121-12-9",
            starts=starts,
            ends=starts + timedelta(days=days),
        )
        self.writing.copier.add(share)

    def _keep(self, demande: dossiers.Demande, step: str) -> bool:
        """Write the demande at its step, with its parts. False: nothing follows."""
        demande.step = step
        self.writing.copier.add(demande)
        self._parts(demande)
        return False

    def _parts(self, demande: dossiers.Demande) -> None:
        draw = self.writing.draw
        self._add(dossiers.Situation, demande=demande, answers=self.writing.answers(), danger="none")
        self._add(
            dossiers.Account, demande=demande, text="Présentation inventée. " * 12, approved_on=demande.wished_on
        )
        project = self._add(
            dossiers.Project,
            demande=demande,
            needs="Un logement stable et des cours de français.",
            expected="Un premier emploi.",
            engagements="Venir aux rendez-vous.",
            engagements_signed_on=demande.wished_on,
            difficulties="" if demande.kind == "initiale" else "Aucune place en cours de français.",
            results="" if demande.kind == "initiale" else "Hébergement stable depuis trois mois.",
            respect="" if demande.kind == "initiale" else "yes",
            opinion="favourable",
            opinion_text="Avis inventé.",
        )
        for rank, domain in enumerate(("housing", "french", "work"), start=1):
            self._add(
                dossiers.PlanAction, project=project, rank=rank, domain=domain, text="Action", duration="six mois"
            )
        self._add(dossiers.Safety, demande=demande)
        self._add(dossiers.Residence, demande=demande)
        self._add(
            dossiers.Aid, demande=demande, afis_asked=True, rsa="no", ada="no", household=1, children=0,
            resources=Decimal(draw.randrange(0, 60000)) / 100,
        )  # fmt: skip
        self._add(dossiers.Piece, demande=demande, kind="engagements", state="given", given_on=demande.wished_on)

    def _row(self, model: type[PersonRow], **values: Any) -> Any:
        """A row about her, not kept yet."""
        return model.beside(self.person, **values)

    def _add(self, model: type[PersonRow], **values: Any) -> Any:
        return self.writing.copier.add(self._row(model, **values))
