"""From a decision to its papers: the plain values that `papers` prints."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from rivage.accounts.enums import Role
from rivage.accounts.models import Body, Membership
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.associations.models import Agrement
from rivage.core.french import capital, lines_of
from rivage.core.paper.kept import again, kept, lines, mark, signed_as
from rivage.core.paper.letters import Named, Remedies, Sender
from rivage.core.paper.ruled import DecisionGround
from rivage.core.paper.sheet import Sheet, Stated, plain
from rivage.core.refusal import no
from rivage.decisions import marks, notices, papers, said
from rivage.decisions.basis import Basis, basis
from rivage.decisions.courts import court
from rivage.decisions.enums import DecisionSense, NotificationOutcome, PaperKind
from rivage.decisions.models import Decision, Notification, SignedPaper
from rivage.dossiers.models import Demande, Period
from rivage.dossiers.months import used_months
from rivage.law import motifs
from rivage.law.duration import most_months
from rivage.law.period import ONE_DAY, Days
from rivage.law.recours import ContestedAct
from rivage.law.values import parameter, reading
from rivage.law.wording import day
from rivage.people.models import Correspondence

PROJECT = "Projet, non signé"


@dataclass(frozen=True, slots=True)
class PrintedDecision:
    """One decision and what its papers need of it, as open to whoever prints."""

    membership: Membership
    demande: Demande
    decision: Decision
    found: Basis
    on: date

    @property
    def decided(self) -> date:
        """The day it was signed; today on a draft."""
        return self.decision.decided_on or self.on

    @property
    def number(self) -> str:
        """2026-33-4T7KM9-1: the year, the département, the file and the rank of the demande, drawn from no counter."""
        file = self.demande.person.reference.removeprefix("R-")
        return f"{self.decided.year}-{self.demande.departement}-{file}-{self.demande.n}"

    @property
    def association(self) -> str:
        return self.demande.person.antenne.name

    @property
    def person(self) -> Named:
        return said.named(self.demande.person_id)

    @property
    def prefecture(self) -> Body:
        return said.prefecture(self.demande.departement)

    @property
    def sender(self) -> Sender:
        signatory = self.decision.signed_by
        signed = signatory.user.name if signatory and signatory.user else self.decision.signed_name
        return sender_of(self.prefecture, FOR_THE_PREFET, signed, quality=self.decision.signed_quality)

    @property
    def signing_act(self) -> str:
        """By which act one signs for the préfet: hers who signed or reads to sign, else of the only one who may; ""
        when it was signed by somebody else.
        """
        row = self.decision.signed_by
        if row is None and self.membership.role == Role.SIGNATORY:
            row = self.membership
        row = row or said.signing(self.prefecture, self.decision.signed_name, self.decided)
        return row.signing_act if row else ""

    @property
    def remedies(self) -> Remedies:
        return Remedies.of(self.decided, court(self.demande.departement), ContestedAct.PATH)


def sheet(case: PrintedDecision, kind: str) -> Sheet:
    """One paper of a decision. Raises `Refused` when something that it must print is missing."""
    makers = {
        PaperKind.DECISION: _decision,
        PaperKind.LETTER: _letter,
        PaperKind.ASSOCIATION: _association,
        PaperKind.RECEIPT: _receipt,
    }
    if kind not in PaperKind.values:
        raise no("no_paper", "Ce document n’existe pas.")
    return makers[PaperKind(kind)](case)


def of(membership: Membership, decision: Decision, on: date) -> PrintedDecision:
    """What the papers of a decision need, read again as it stands. `on`: the day they are printed."""
    rows = Demande.objects.select_related("person__antenne", "parcours")
    demande = rows.get(pk=decision.demande_id)
    return PrintedDecision(membership, demande, decision, basis(demande, on), on)


def to_sign(membership: Membership, decision: Decision, on: date) -> Sheet | None:
    """The decision as it will be printed once signed (`letter`), read again as it stands."""
    return letter(of(membership, decision, on))


def letter(case: PrintedDecision) -> Sheet | None:
    """The decision as it will be printed once signed; None where its signed paper is the only one (`marks.original`).

    Raises `Refused` when something that it must print is missing.
    """
    return None if marks.original(case.decision, case.found) else sheet(case, PaperKind.DECISION)


def unsure(case: PrintedDecision) -> tuple[str, ...]:
    """What the letter says without a mark and nobody has confirmed: read beside it by whoever signs."""
    between = None
    refused = case.decision.sense == DecisionSense.REFUSE
    if case.found.running is not None and case.found.is_renewal and refused:
        between = _between(case.found.running, case.decided)
    return (*case.remedies.unsure, *((between.text,) if between and between.to_confirm else ()))


def shown_to(membership: Membership, made: Sheet) -> Sheet:
    """The letter as it is read before it is signed: with the name and quality of the signatory who reads it."""
    user = membership.user if membership.role == Role.SIGNATORY else None
    return signed_as(made, user.name, membership.quality) if user else made


def read_mark(membership: Membership, decision: Decision, on: date) -> str:
    """A word that changes with anything that the letter to sign shows, and says nothing of it; "" without a letter."""
    made = to_sign(membership, decision, on)
    return mark(shown_to(membership, made)) if made else ""


def keep(decision: Decision, kind: str, made: Sheet | None, fixed_at: datetime | None = None) -> None:
    """Keep what a paper says: with the project until `fixed_at`, the instant of its signature."""
    row = SignedPaper.objects.filter(decision=decision, kind=kind, fixed_at__isnull=True).first()
    row = row or SignedPaper.beside(decision, decision=decision, kind=kind)
    row.sheet, row.fixed_at = kept(made) if made else "", fixed_at
    row.save()


def keep_handed(notification: Notification, kind: str, made: Sheet | None, at: datetime) -> None:
    """Keep a paper as it is handed with a notification about to be written."""
    about = notification.decision
    row = SignedPaper.beside(about, decision=about, kind=kind, handed_with=notification.pk, fixed_at=at)
    row.sheet = kept(made) if made else ""
    row.save(force_insert=True)


def hand_again(after: Notification) -> bool:
    """Keep with a notification about to be written the papers of those that it corrects (`notices.kept_before`); False
    when none had any.
    """
    of = SignedPaper.objects.filter(decision=after.decision_id)
    before = notices.kept_before(after, lambda row: of.filter(handed_with=row.pk).exists())
    for row in of.filter(handed_with=before.pk) if before is not None else ():
        made = SignedPaper.beside(after.decision, decision=after.decision, kind=row.kind, handed_with=after.pk)
        made.sheet, made.fixed_at = row.sheet, row.fixed_at
        made.save(force_insert=True)
    return before is not None


def fixed(decision: Decision, kind: str) -> Sheet | None:
    """A paper as it was signed, or handed with the notification that stands; None when it was not kept, or not yet."""
    rows = SignedPaper.objects.filter(decision=decision, kind=kind, fixed_at__isnull=False)
    standing = Notification.objects.filter(decision=decision, replaced_at__isnull=True)
    reached = standing.exclude(outcome=NotificationOutcome.IMPOSSIBLE)
    row = rows.filter(Q(handed_with__isnull=True) | Q(handed_with__in=reached.values("pk"))).last()
    return again(row.sheet) if row and row.sheet else None


def called_since(case: PrintedDecision) -> str:
    """What she is called today, when the decision was signed under another name; "" when it was not."""
    signed = fixed(case.decision, PaperKind.DECISION)
    if signed is None:
        return ""
    today = plain(case.person.identified)
    return "" if today in "\n".join(lines(signed)) else today


def saved(decision: Decision) -> Sheet | None:
    """The decision as it stood when its project was saved last."""
    row = SignedPaper.objects.filter(decision=decision, kind=PaperKind.DECISION, fixed_at__isnull=True).last()
    return again(row.sheet) if row and row.sheet else None


def project(made: Sheet, number: str) -> Sheet:
    """The same before it is signed: said at its head and on each page, without the number and the day that it takes
    once it is.
    """
    bare = again(kept(made).replace(f", décision {number}", "").replace(number, "sans numéro encore"))
    undated = tuple(line for line in bare.aside if line != made.aside[0])
    return replace(bare, title=f"{PROJECT} : {bare.title}", aside=(PROJECT.upper(), *undated), stamp=PROJECT.upper())


def marked(made: Sheet, what: str) -> Sheet:
    """The same with what became of it since: at its head and on each page."""
    said = capital(what)
    return replace(made, title=f"{said} : {made.title}", aside=(said.upper(), *made.aside), stamp=said.upper())


def _decision(case: PrintedDecision) -> Sheet:
    found, decision = case.found, case.decision
    if why := marks.original(case.decision, case.found):
        raise no("original", why)
    if found.avis is None or found.opinion is None or found.avis_on is None or found.opinion_on is None:
        raise no(
            "avis_missing", "Il manque un des deux avis : la décision ne s’imprime pas.", article="CASF L121-9 II"
        )
    body = case.prefecture
    ruling = papers.Ruling(
        sender=case.sender,
        reference=case.demande.person.reference,
        number=case.number,
        on=case.decided,
        authority=said.authority(body),
        person=case.person,
        address=("Remise en main propre", f"par l’association {case.association}"),
        kind=case.demande.kind,  # type: ignore[arg-type]
        association=case.association,
        approved=_approved(decision, case.demande, found.opinion_on),
        received=found.opinion_on,
        association_opinion=(found.opinion.label, found.opinion_on),
        commission_opinion=(found.avis.get_sense_display(), found.avis_on),
        remedies=case.remedies,
        signing_act=case.signing_act,
    )
    if decision.sense == DecisionSense.AUTHORISE:
        return _authorisation(case, ruling)
    return _non_renewal(case, ruling) if found.is_renewal else papers.refusal(ruling, _grounds(case))


def _approved(decision: Decision, demande: Demande, on: date) -> date | None:
    """Since when its association is approved: not said beside the ground that it is not."""
    return (
        None if motifs.NOT_APPROVED in decision.motives else Agrement.objects.approved_on(demande.person.antenne, on)
    )


def _authorisation(case: PrintedDecision, ruling: papers.Ruling) -> Sheet:
    decision = case.decision
    if decision.starts is None or decision.months is None:
        raise no("period_missing", "Une autorisation porte sa date d’effet et sa durée.", article="CASF R121-12-10")
    days, used = _days(case)
    return papers.authorisation(
        papers.Authorisation(
            ruling=ruling,
            considering=lines_of(decision.reasons),
            start=days.start,
            last_day=days.last_day,
            months=decision.months,
            used=used,
            most=most_months(case.decided),
        )
    )


def _days(case: PrintedDecision) -> tuple[Days, int]:
    """The days a decision opens, and the months used once they are over."""
    decision, parcours = case.decision, case.demande.parcours
    granted = Period.objects.filter(decision_id=decision.pk).first()
    if granted is None:
        starts, months = decision.opening
        return Days.of_months(starts, months), used_months(parcours) + months
    return Days(granted.starts, granted.ends), used_months(parcours, through=granted.starts)


def _non_renewal(case: PrintedDecision, ruling: papers.Ruling) -> Sheet:
    heard, running = case.found.observations, case.found.running
    if heard is None or running is None:
        raise no(
            "observations_required",
            "Un non-renouvellement vient après que la personne a pu présenter ses observations.",
            article="CASF R121-12-10",
        )
    return papers.non_renewal(
        papers.NonRenewal(
            ruling=ruling,
            grounds=_grounds(case),
            observations=papers.ContradictoryStep(heard.invited_on, heard.until, heard.received_on),
            term=running.ends - ONE_DAY,
            between=_between(running, case.decided),
        )
    )


def _between(running: Period, decided: date) -> Stated | None:
    """What holds between the term and the notification, with its mark: said when the decision comes after the term."""
    if decided < running.ends:
        return None
    waiting = reading("psp.attente_apres_terme", running.ends)
    sentence = dict(parameter(waiting.name).alternatives)[str(waiting.value)]
    return Stated(f"Entre le terme et la notification : {sentence[:1].lower()}{sentence[1:]}", waiting.to_confirm)


def _grounds(case: PrintedDecision) -> tuple[DecisionGround, ...]:
    """The motives kept that the texts provide for, then what was typed. A motive that no text provides for is never
    printed.
    """
    coded = motifs.coded(case.decision.motives, case.decided)
    kept = [DecisionGround(each.label, each.article) for each in coded if each.printed]
    return said.grounds(kept, case.decision.reasons, "CASF L121-9 II")


def outcome(case: PrintedDecision) -> str:
    """What the decision changes, in a sentence."""
    if case.decision.sense == DecisionSense.REFUSE:
        return "La demande n’est pas acceptée."
    if case.decision.starts is None or case.decision.months is None:
        return "La demande est acceptée."
    days, _ = _days(case)
    return f"La demande est acceptée, du {day(days.start)} au {day(days.last_day)} inclus."


def _letter(case: PrintedDecision) -> Sheet:
    row = Correspondence.objects.visible_to(case.membership).filter(person=case.demande.person_id).first()
    return papers.notification_letter(
        papers.Letter(
            sender=case.sender,
            reference=case.demande.person.reference,
            number=case.number,
            on=case.on,
            decided=case.decided,
            person=case.person,
            address=said.home(row, case.association),
            association=case.association,
            summary=outcome(case).replace("La demande", "Votre demande"),
            remedies=case.remedies,
        )
    )


def _association(case: PrintedDecision) -> Sheet:
    return papers.notification_association(
        papers.AssociationLetter(
            sender=case.sender,
            reference=case.demande.person.reference,
            number=case.number,
            on=case.on,
            decided=case.decided,
            association=case.association,
            address=case.demande.person.antenne.address_lines,
            outcome=outcome(case),
        )
    )


def _receipt(case: PrintedDecision) -> Sheet:
    handed_by = case.membership.user.name if case.membership.is_antenne and case.membership.user else ""
    return papers.handover_receipt(
        papers.HandOver(
            reference=case.demande.person.reference,
            number=case.number,
            decided=case.decided,
            person=case.person,
            handed_by=f"{handed_by}, {case.association}" if handed_by else case.association,
            place="à l’association",
        )
    )
