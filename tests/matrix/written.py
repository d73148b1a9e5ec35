"""One row in every table of a person, a canary in every text, whatever the table."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import models

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Avis, Deport, Extract, SignedReleve
from rivage.core import clock, ids
from rivage.core.paper.kept import kept
from rivage.core.paper.sheet import Paragraph, Sheet
from rivage.core.perimeter import current, perimeter
from rivage.core.questions import written
from rivage.decisions.models import (
    ContestHelp,
    Decision,
    Notification,
    Observations,
    Recours,
    RecoursCorrection,
    SignedPaper,
)
from rivage.dossiers import models as dossiers
from rivage.people.models import (
    Accompaniment,
    Accord,
    AccordCorrection,
    Arrival,
    Child,
    Contact,
    Correspondence,
    Exclusion,
    Identity,
    Person,
    RelayCorrection,
    Transfer,
)
from rivage.rights import models as rights
from rivage.support import models as support
from rivage.support.danger.questions import DANGER
from rivage.support.evaluation.questions import EVALUATION, NOT_ASKED
from rivage.titles import models as titles
from rivage.vault.fields import EncryptedField
from tests.database import set_down
from tests.world import World

# Texts that a form or a rule must be able to read: no canary in them.
CODED = {"answers", "counted", "zone", "civility", "birth", "data", "values", "need", "until", "kind", "what", "step"}


def canary(person: str, table: str, column: str) -> str:
    return f"CANARI-{person}-{table}-{column}"


class Rows:
    """One row in every table of one person, a canary in every text."""

    def __init__(self, person: Person, name: str, world: World, scene: Any) -> None:
        self.person, self.name, self.world, self.scene = person, name, world, scene
        self.ids: dict[str, Any] = {"person": person.pk}
        self.code = person.departement

    def add(self, model: type[models.Model], **values: Any) -> Any:
        texts = {
            column.name: canary(self.name, model._meta.model_name, column.name)
            for column in model._meta.concrete_fields
            if isinstance(column, EncryptedField) and column.name not in CODED | values.keys()
        }
        row = model(person=self.person, antenne_id=self.person.antenne_id, **(texts | values))
        # Nobody notes a fact in the name of another.
        by = values.get("recorded_by") or values.get("asked_by")
        author = {"role": by.role, "membership": by.pk, "user": by.user_id} if by else {}
        with perimeter(replace(current(), **author, cache={})):
            row.save(force_insert=True)
        self.ids.setdefault(model._meta.model_name, row.pk)
        return row

    def _sheet(self, table: str, column: str = "sheet") -> str:
        """A paper that was kept, with its canary."""
        return kept(Sheet("Papier", "R-1", (Paragraph(canary(self.name, table, column)),)))

    def referent(self) -> Membership:
        found = self.world.memberships.items()
        return next(m for n, m in found if n.startswith("referent") and self._own(m))

    def antenne(self) -> None:
        referent = self.referent()
        self.add(Identity, birth="1994-03-12", zone="other", civility="")
        self.add(Contact)
        self.add(Correspondence)
        self.add(Child, birth="2020")
        begun = self.add(Accompaniment, user=referent.user, kind="referent")
        self.add(RelayCorrection, accompaniment=begun, told_on=self.world.today, corrected_on=self.world.today)
        accord = self.add(Accord, kind="parcours", given_on=self.world.today, language="français")
        self.add(AccordCorrection, accord=accord, withdrawn_on=self.world.today, corrected_on=self.world.today)
        with perimeter(replace(current(), role="lead", cache={})):
            aside = Exclusion.say(self.person, f"seat:{uuid4()}")
        self.ids["exclusion"] = aside and aside.pk
        self.add(Arrival, origin=uuid4(), accepted_at=clock.now(), accepted_by=referent, digest=b"empreinte")
        self.add(dossiers.Suivi, starts=self.world.today)
        self.add(dossiers.Note, author=referent.user)
        self.add(dossiers.NoteDraft, author=referent.user)
        self._demande(referent)
        self._stay(referent)
        self._rights(referent)
        self._support(referent)

    def _support(self, referent: Membership) -> None:
        today = self.world.today
        suivi = dossiers.Suivi.objects.filter(person=self.person).first()
        self.add(support.FirstContact, suivi=suivi, origin="acse", met_on=today, recorded_by=referent)
        said = {"ends": today, "why": "done", "destination": "work", "mistake": "Mauvaise fiche."}
        self.add(dossiers.MistakenEnd, suivi=suivi, recorded_by=referent, **said)
        self.add(support.MeansWait, since=today, recorded_by=referent)
        said = written(dict.fromkeys(EVALUATION.questions, NOT_ASKED))
        self.add(support.Evaluation, moment="entry", day=today, questionnaire=1, answers=said, recorded_by=referent)
        asked = {"exit_on": today, "recorded_by": referent}
        self.add(support.NewsAccord, asked_on=today, agreed=False, **asked)
        self.add(support.NoNews, moment="six", day=today, **asked)
        again = {"level": "watch", "again_on": today + timedelta(days=9), "recorded_by": referent}
        told = written(dict.fromkeys(DANGER.questions, NOT_ASKED))
        self.add(support.DangerAssessment, day=today, questionnaire=1, answers=told, **again)
        self.add(
            support.Approach,
            domain="work",
            kind="mission_locale",
            details="{}",
            outcome="listed",
            barriers="permit,place",
            asked_on=today,
            answered_on=today,
            due=today,
            recorded_by=referent,
        )

    def _demande(self, referent: Membership) -> None:
        parcours = self.add(dossiers.Parcours, departement=self.code)
        demande = self.add(
            dossiers.Demande,
            parcours=parcours,
            departement=self.code,
            kind="initiale",
            n=1,
            step="submitted",
            deposited_at=clock.now(),
            desk="Préfecture",
        )
        self.demande, self.parcours = demande, parcours
        self.add(dossiers.Situation, demande=demande, danger="watch")
        self.add(dossiers.Account, demande=demande)
        project = self.add(dossiers.Project, demande=demande, opinion="favourable")
        self.add(dossiers.PlanAction, project=project, rank=1, domain="housing")
        self.add(dossiers.ActionResult, project=project, rank=1, domain="french")
        self.add(dossiers.Safety, demande=demande)
        self.add(dossiers.Aid, demande=demande, afis_asked=True, children=0)
        self.add(dossiers.Piece, demande=demande, kind="other", state="given")
        self.add(dossiers.Residence, demande=demande)
        self.add(dossiers.PartVersion, demande=demande, part="account", version=1, author_id=current().user)
        self.add(dossiers.NotHerName, demande=demande, part="account", author=referent.user)
        asked = {"parts": ["pieces"], "asked_at": clock.now(), "until": date(2030, 1, 1)}
        delegate = self.world[f"delegate:{self.code}"]
        self.add(dossiers.MissingRequest, demande=demande, asked_by=delegate, **asked)
        # Its parts are written by then.
        set_down(demande, step=self._step())
        today = self.world.today
        self.add(
            dossiers.WithoutObject,
            demande=demande,
            ground="twice",
            since=today,
            closed_on=today,
            recorded_by=delegate,
        )

    def _rights(self, referent: Membership) -> None:
        by = {"on": self.world.today, "recorded_by": referent}
        fact = self.add(titles.RightFact, what="nationalite", step="held", **by)
        self.add(titles.RightFact, what="sante", step="refused", **by)
        self.add(titles.TitleHeld, fact=fact, kind="nationalite", on=self.world.today)

    def _stay(self, referent: Membership) -> None:
        self.add(rights.ResidenceNeed, need="needed", until="", changed_on=self.world.today)
        self.add(rights.ConsularStep, what="passeport", on=self.world.today, cost=Decimal(60), recorded_by=referent)
        self.add(rights.NeedSpan, needed=True, since=self.world.today, recorded_by=referent)
        given = self.add(
            rights.ApsFact, n=1, step="refused", on=self.world.today, source="paper_held", recorded_by=referent
        )
        how = {"recipient": "person", "channel": "by_hand", "outcome": "handed", "on": self.world.today}
        kept_one = self._sheet("permitnotice", "letter")
        self.add(rights.PermitNotice, fact=given, recorded_by=referent, letter=kept_one, **how)
        self.add(rights.PermitMotive, fact=given, motives=["autre"], source="paper_held", recorded_by=referent)
        self.add(rights.LetterDay, fact=given, last_day=self.world.today.isoformat(), recorded_by=referent)
        fact = self.add(
            rights.ApsFact, n=1, step="requested", on=self.world.today, source="paper_held", recorded_by=referent
        )
        self.add(rights.ApsCorrection, fact=fact, corrected_on=self.world.today, recorded_by=referent)
        self.add(
            rights.AidEvent, kind="children", on=self.world.today, children=1, source="phone", recorded_by=referent
        )
        wrong = self.add(rights.AidEvent, kind="work", on=self.world.today, source="phone", recorded_by=referent)
        self.add(rights.EventCorrection, event=wrong, corrected_on=self.world.today, recorded_by=referent)
        today, by = self.world.today, {"parcours": self.parcours, "recorded_by": referent}
        self.add(dossiers.Renunciation, received_on=today, effective_on=today + timedelta(days=15), **by)
        self.add(
            dossiers.Interruption,
            parcours=self.parcours,
            from_day=self.world.today,
            ground="away",
            recorded_by=referent,
        )

    def transfer(self, referent: Membership) -> None:
        """A code in course."""
        row = Transfer(
            person_id=self.person.pk,
            antenne_id=self.person.antenne_id,
            departement=self.code,
            reference=self.person.reference,
            offered_by=referent,
            offered_at=clock.now(),
            ends=clock.now() + timedelta(days=30),
        )
        row.save(force_insert=True)
        self.ids["transfer"] = row.pk

    def _own(self, membership: Membership) -> bool:
        return membership.body_id == self.person.antenne_id

    def _step(self) -> str:
        steps = {"brouillon": "draft", "seance": "scheduled", "decidee": "opined", "accordee": "notified"}
        return steps.get(self.name, "submitted")

    def state(self) -> None:
        """What the State writes about her, once deposited."""
        seance = self.scene.seances[self.code]
        delegate = self.world[f"delegate:{self.code}"]
        item = self.add(AgendaItem, seance=seance, demande=self.demande, departement=self.code, position=1)
        self.ids["item"] = item.pk
        self.add(Deport, item=item, member=self.scene.members[f"aside:{self.code}"], ground="knows")
        avis = self.add(
            Avis,
            item=item,
            demande=self.demande,
            sense="favourable",
            afis="favourable",
            mode="consensus",
            rendered_at=clock.now(),
            recorded_by=delegate,
        )
        self.add(SignedReleve, avis=avis, sheet=self._sheet("signedreleve"))
        self.add(Extract, item=item)
        self._decided(delegate)
        self._aid(delegate)

    def _decided(self, delegate: Membership) -> None:
        decision = self.add(
            Decision, demande=self.demande, departement=self.code, sense="authorise", recorded_by=delegate
        )
        today = self.world.today
        self.add(SignedPaper, decision=decision, kind="decision", sheet=self._sheet("signedpaper"))
        said = {"invited_on": today, "until": today, "letter": self._sheet("observations", "letter")}
        self.add(Observations, demande=self.demande, recorded_by=delegate, **said)
        self.add(
            Notification,
            decision=decision,
            recipient="person",
            channel="by_hand",
            outcome="handed",
            on=today,
            recorded_by=delegate,
        )
        self._contested(decision, delegate)
        self.add(
            dossiers.Period,
            parcours=self.parcours,
            run=self.parcours.number,
            n=1,
            starts=today,
            months=6,
            ends=today + timedelta(days=181),
            decision_id=uuid4(),
        )

    def _contested(self, decision: Decision, delegate: Membership) -> None:
        today = self.world.today
        noted = {"filed_on": today, "recorded_by": delegate}
        row = self.add(Recours, demande=self.demande, about="path", decision=decision, kind="content", **noted)
        self.add(
            RecoursCorrection,
            recours=row,
            kind="content",
            outcome="pending",
            ordered="nothing",
            corrected_on=today,
            **noted,
        )
        self.add(
            ContestHelp,
            demande=self.demande,
            about="path",
            act=decision.pk,
            helped_by="lawyer",
            recorded_by=self.referent(),
        )

    def _aid(self, delegate: Membership) -> None:
        today = self.world.today
        aid = self.add(
            rights.AfisDecision,
            demande=self.demande,
            sense="grant",
            decided_on=today,
            source="signed_paper",
            recorded_by=delegate,
        )
        self.add(
            rights.AfisCorrection,
            decision=aid,
            sense="refuse",
            decided_on=today,
            children=0,
            known_from="phone",
            corrected_on=today,
            recorded_by=delegate,
        )
        ordered = self.add(
            rights.AfisMonth,
            decision=aid,
            order=self.scene.orders[self.code],
            reference=ids.file_number(),
            month=today.replace(day=1),
            children=0,
            amount=Decimal("343.20"),
        )
        self.add(
            rights.AnswerCorrection,
            month=ordered,
            answer="paid",
            answered_on=today,
            paid=Decimal("100.00"),
            corrected_on=today,
            recorded_by=delegate,
        )
        self.add(
            rights.AidHearing,
            decision=aid,
            ground="condition",
            invited_on=today,
            until=today + timedelta(days=15),
            letter=self._sheet("aidhearing", "letter"),
            recorded_by=delegate,
        )
        self.add(rights.AidReview, decision=aid, on=today, recorded_by=delegate)
        self._noticed(aid, delegate)
        self._end(aid, delegate)

    def _noticed(self, aid: rights.AfisDecision, delegate: Membership) -> None:
        today = self.world.today
        self.add(rights.OneOffPaid, decree=2022, amount=100, paid_on=today, recorded_by=delegate)
        self.add(
            rights.PayerNotice,
            decision=aid,
            since=today.replace(day=1),
            amount=Decimal("300.00"),
            said_on=today,
            source="phone",
            recorded_by=delegate,
        )

    def _end(self, aid: rights.AfisDecision, delegate: Membership) -> None:
        today = self.world.today
        ended = self.add(
            rights.AfisEnd,
            decision=aid,
            ground="condition",
            decided_on=today,
            invited_on=today,
            signed_name="Signature inventée",
            source="signed_paper",
            recorded_by=delegate,
        )
        self.add(
            rights.EndCorrection,
            end=ended,
            ground="condition",
            decided_on=today,
            invited_on=today,
            signed_name="Signature inventée",
            known_from="phone",
            corrected_on=today,
            recorded_by=delegate,
        )
        how = {"recipient": "person", "channel": "by_hand", "outcome": "handed", "on": today}
        papers = {name: self._sheet("aidnotice", name) for name in ("letter", "receipt")}
        self.add(rights.AidNotice, decision=ended.decision, end=ended, recorded_by=delegate, **how, **papers)
