"""From a decision on the aid to its papers: drawn before it is signed, kept when handed, printed again as kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rivage.accounts.models import Body, Membership
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.core.french import amount, lines_of
from rivage.core.paper import hearing
from rivage.core.paper.kept import again, kept
from rivage.core.paper.letters import Remedies, Sender
from rivage.core.paper.ruled import DecisionGround
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import Refused, no
from rivage.decisions import notices, said
from rivage.decisions.courts import court
from rivage.decisions.enums import Authority, DecisionStep
from rivage.decisions.marks import ORIGINAL
from rivage.decisions.models import Decision
from rivage.decisions.papers import HandOver, handover_receipt
from rivage.dossiers.actions.transfers import place_of
from rivage.dossiers.models import Demande, Period
from rivage.law import afis
from rivage.law.afis_motifs import coded
from rivage.law.period import Days
from rivage.law.recours import ContestedAct
from rivage.law.wording import month as in_words
from rivage.law.wording import of_word
from rivage.people.models import Correspondence
from rivage.rights import heard
from rivage.rights.aid import papers, undone
from rivage.rights.aid.examination import avis_on_aid
from rivage.rights.ended import would_end
from rivage.rights.enums import AfisSense, AidPaper, EndGround
from rivage.rights.models import AfisCorrection, AfisDecision, AfisEnd, AidHearing, AidNotice

CONDITIONS = "CASF, art. R121-12-13-1"
GROUNDS = {
    EndGround.ENGAGEMENTS: DecisionGround("Les engagements pris ne sont pas tenus", "CASF, art. R121-12-13-2"),
    EndGround.CONDITION: DecisionGround("Une condition de l’aide n’est plus remplie", "CASF, art. R121-12-13-2"),
}


@dataclass(frozen=True, slots=True)
class PrintedAid:
    """A decision on the aid, or its `end`, and what its papers need of it, as open to whoever prints. `place`: the
    département where her demande is today; `before`: the refusals of the same demande that hold no more; `rank`: how
    many were signed, this one included.
    """

    membership: Membership
    demande: Demande
    place: str
    decision: AfisDecision
    end: AfisEnd | None
    before: tuple[AfisDecision, ...] = ()
    rank: int = 1

    @property
    def decided(self) -> date:
        """The day it was signed."""
        return self.end.decided_on if self.end is not None else self.decision.decided_on

    @property
    def number(self) -> str:
        """2026-33-4T7KM9-1-A: as that of the path, then A for the aid, F for its end, and 2 where one came before."""
        file = self.demande.person.reference.removeprefix("R-")
        last = "F" if self.end is not None else "A"
        return f"{self.decided.year}-{self.place}-{file}-{self.demande.n}-{last}{self.rank if self.rank > 1 else ''}"

    @property
    def signed_name(self) -> str:
        return (self.end or self.decision).signed_name

    @property
    def association(self) -> str:
        return self.demande.person.antenne.name

    @property
    def remedies(self) -> Remedies:
        act = ContestedAct.AID_END if self.end is not None else ContestedAct.AID
        return Remedies.of(self.decided, court(self.place), act)


def of(membership: Membership, decision: AfisDecision, end: AfisEnd | None) -> PrintedAid:
    """What the papers of a decision need, read again as it stands."""
    demande = Demande.objects.select_related("person__antenne", "parcours").get(pk=decision.demande_id)
    row: AfisDecision | AfisEnd = end or decision
    rows = AfisDecision.objects.filter(demande=demande, created_at__lt=decision.created_at, undone_on__isnull=False)
    before = tuple(rows.order_by("created_at"))
    ends = AfisEnd.objects.filter(decision=decision, created_at__lt=row.created_at, taken_back_on__isnull=True)
    rank = 1 + (ends.count() if end is not None else len(before))
    return PrintedAid(membership, demande, place_of(demande), decision, end, before, rank)


def sheet(case: PrintedAid, kind: str) -> Sheet:
    """One paper. Raises `Refused` when something that it must print is missing."""
    makers: dict[str, Callable[[PrintedAid], Sheet]] = {AidPaper.DECISION: _decision, AidPaper.RECEIPT: _receipt}
    if kind not in makers:
        raise no("no_paper", "Ce document n’existe pas.")
    return makers[kind](case)


def keep(actor: Membership, row: AidNotice) -> None:
    """Keep with a notice about to be written what was handed with it. A day corrected changes no letter, nor does
    a hand-over said not to have been: what was signed is handed as it was signed.
    """
    before = notices.kept_before(row, lambda one: one.letter is not None)
    if before is not None:
        row.letter, row.receipt = before.letter, before.receipt
        return
    case = of(actor, row.decision, row.end)
    try:
        row.letter = (None if row.new_letter else _kept_of(row.decision, row.end)) or kept(_decision(case))
        row.receipt = kept(_receipt(case))
    except Refused:
        # Decided on paper, without what Rivage would print: what was handed is that paper.
        return


def _kept_of(decision: AfisDecision, end: AfisEnd | None) -> str | None:
    """The letter of a hand-over that was noted, then said not to have been: None where there is none, or where the
    decision was corrected since.
    """
    rows = AidNotice.objects.filter(decision=decision, end=end, letter__isnull=False)
    last = rows.order_by("created_at").last()
    if last is None:
        return None
    corrected = AfisCorrection.objects.filter(decision=decision) if end is None else end.rewritten.all()
    return None if corrected.filter(created_at__gt=last.created_at).exists() else last.letter


def handed(notice: AidNotice | None, kind: str) -> Sheet | None:
    """A paper as it was handed with a notice; None when it was not kept, or nothing is handed yet."""
    if notice is None:
        return None
    text = notice.receipt if kind == AidPaper.RECEIPT else notice.letter
    return again(text) if text else None


def tried(decision: AfisDecision, end: AfisEnd | None, kind: str) -> Sheet | None:
    """The letter of a hand-over said not to have been, which is handed as it was; None where there is none."""
    text = _kept_of(decision, end) if kind == AidPaper.DECISION else None
    return again(text) if text else None


def _decision(case: PrintedAid) -> Sheet:
    path = _path(case)
    body = said.prefecture(case.place)
    signing = said.signing(body, case.signed_name, case.decided)
    ruling = papers.AidRuling(
        sender=_sender(case, body, signing),
        reference=case.demande.person.reference,
        number=case.number,
        on=case.decided,
        authority=said.authority(body),
        person=said.named(case.demande.person_id),
        address=("Remise en main propre", f"par l’association {case.association}"),
        association=case.association,
        commission_opinion=_opinion(avis_on_aid(case.demande), case),
        path_on=path.taken_on,
        remedies=case.remedies,
        signing_act=signing.signing_act if signing else "",
        path_by="le jugement" if path.authority == Authority.JUDGMENT else "la décision",
        anew=_anew(case),
    )
    if case.end is not None:
        if (why := heard.lacking(case.end)) or case.end.invited_on is None:
            raise no("not_heard", why, "CASF R121-12-13-2")
        ground = GROUNDS[EndGround(case.end.ground)]
        return papers.end(
            ruling,
            said.grounds([ground], case.end.reasons, ""),
            granted_on=case.decision.decided_on,
            invited_on=case.end.invited_on,
            last=would_end(case.membership, case.decision, case.end.decided_on).last,
        )
    if case.decision.sense == AfisSense.REFUSE:
        return papers.refusal(ruling, _motives(case))
    return _grant(case, ruling, path)


def _anew(case: PrintedAid) -> str:
    if case.end is not None or not case.before:
        return ""
    last = case.before[-1]
    return undone.of(case.membership, [last])[last.pk].visa


def _motives(case: PrintedAid) -> tuple[DecisionGround, ...]:
    """The conditions that lack, then what was typed; a motive that no text provides for is never printed. Raises
    `Refused` for a refusal noted from a paper that says none.
    """
    said_so = coded(case.decision.motives, case.decided)
    kept = [DecisionGround(each.label, each.article) for each in said_so if each.provided]
    return said.grounds(kept, case.decision.reasons, CONDITIONS)


def _grant(case: PrintedAid, ruling: papers.AidRuling, path: Decision) -> Sheet:
    period = Period.objects.filter(decision_id=path.pk).first()
    days = Days(period.starts, period.ends) if period else Days.of_months(*path.opening)
    months = afis.months(days, case.decision.children, case.demande.departement)[1]
    return papers.grant(
        ruling,
        considered=lines_of(case.decision.reasons),
        days=days,
        first=months[0].month if months else None,
        last=months[-1].month if months else None,
        children=case.decision.children,
        amounts=_amounts(months),
    )


def _amounts(months: tuple[afis.DueMonth, ...]) -> tuple[str, ...]:
    """« 665,52 € par mois de juin à novembre 2026 », of months that follow at one amount. One that nobody confirmed
    says so: the payer's notice then tells.
    """
    found = []
    for (euros, unsure), run in groupby(months, key=lambda each: (each.amount.value, each.amount.to_confirm)):
        held = [each.month for each in run]
        last = f" à {in_words(held[-1])}" if len(held) > 1 else ""
        doubt = ", sous réserve du barème que confirme l’organisme payeur" if unsure else ""
        found.append(f"{amount(euros)} par mois, {of_word(in_words(held[0]))}{last}{doubt}")
    return tuple(found)


def _path(case: PrintedAid) -> Decision:
    """The decision on the path that the aid goes with. Raises `Refused` before it is signed."""
    path = Decision.objects.filter(demande=case.demande).exclude(step=DecisionStep.DRAFT).first()
    if path is None:
        raise no("not_authorised", "La décision sur le parcours n’est pas signée : celle sur l’aide ne s’imprime pas.")
    if case.decided < path.taken_on:
        raise no("original", f"Le papier est daté d’avant l’autorisation du parcours. {ORIGINAL}")
    return path


def _opinion(avis: Avis | None, case: PrintedAid) -> tuple[str, date] | None:
    given = clock.local_day(avis.rendered_at, case.demande.departement) if avis else None
    return (avis.get_afis_display(), given) if avis and given and given <= case.decided else None


def _sender(case: PrintedAid, body: Body, signing: Membership | None) -> Sender:
    quality = signing.quality if signing and case.signed_name else ""
    return sender_of(body, FOR_THE_PREFET, case.signed_name, quality=quality)


def _receipt(case: PrintedAid) -> Sheet:
    user = case.membership.user if case.membership.is_antenne else None
    return handover_receipt(
        HandOver(
            reference=case.demande.person.reference,
            number=case.number,
            decided=case.decided,
            person=said.named(case.demande.person_id),
            handed_by=f"{user.name}, {case.association}" if user else case.association,
            place="à l’association",
        )
    )


def invited(actor: Membership, decision: AfisDecision, row: AidHearing) -> str | None:
    """The letter of an invitation about to be noted, to be kept with it."""
    demande = Demande.objects.select_related("person__antenne", "parcours").get(pk=decision.demande_id)
    try:
        return kept(_invitation(actor, demande, row))
    except Refused:
        return None


def invitation(membership: Membership, demande: Demande, row: AidHearing) -> Sheet | None:
    """The letter as it was kept. None of one that was not, once its aid has ended: nothing new is sent then."""
    if row.letter:
        return again(row.letter)
    return None if row.decision.ended_on is not None else _invitation(membership, demande, row)


def _invitation(membership: Membership, demande: Demande, row: AidHearing) -> Sheet:
    """The letter that invites her to say what she thinks before her aid ends: why, until when, with whom."""
    address = Correspondence.objects.visible_to(membership).filter(person=demande.person_id).first()
    association, ground = demande.person.antenne.name, GROUNDS[EndGround(row.ground)]
    return hearing.invitation(
        hearing.Invitation(
            sender=sender_of(said.prefecture(place_of(demande)), FOR_THE_PREFET),
            reference=demande.person.reference,
            on=row.invited_on,
            person=said.named(demande.person_id),
            address=said.home(address, association),
            association=association,
            considered="mettre fin à l’aide mensuelle",
            why=(f"{ground.facts}.", *lines_of(row.facts)),
            until=row.until,
            article="CASF, art. R121-12-13-2",
        )
    )
