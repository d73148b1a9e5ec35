"""What a decision rests on: the signed avis, the association's opinion, her observations, the months already used."""

from dataclasses import dataclass
from datetime import date

from rivage.accounts.enums import Source
from rivage.associations.models import Agrement
from rivage.commissions.enums import AvisSense
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.decisions.enums import Authority, DecisionSense
from rivage.decisions.models import Observations
from rivage.dossiers.enums import DemandeKind, OpinionSense
from rivage.dossiers.models import Demande, Period, Project
from rivage.dossiers.months import used_months
from rivage.law import parcours as law
from rivage.law.duration import most_months, period_length
from rivage.law.period import Days
from rivage.law.verdict import Verdict, refuse
from rivage.law.wording import day


@dataclass(frozen=True, slots=True)
class Basis:
    """`avis` is signed by the chair and answers; `used`: months of open rights, of `most`; `length`: months of a
    period; `expected`: the only months possible.

    `running`: the last period of the path, None for a first demande.
    """

    demande: Demande
    avis: Avis | None
    project: Project | None
    observations: Observations | None
    used: int
    most: int
    length: int
    expected: int
    running: Period | None

    @property
    def avis_on(self) -> date | None:
        """The day the commission gave its avis."""
        return clock.local_day(self.avis.rendered_at, self.demande.departement) if self.avis else None

    @property
    def releve_on(self) -> date | None:
        """The day its relevé was signed here; None when that signature was noted from a paper, whose day is not."""
        if self.avis is None or self.avis.signed_source != Source.OWN_DESK:
            return None
        return clock.local_day(self.avis.signed_at, self.demande.departement)

    @property
    def opinion(self) -> OpinionSense | None:
        """The association's own opinion, deposited with the demande."""
        return OpinionSense(self.project.opinion) if self.project and self.project.opinion else None

    @property
    def opinion_on(self) -> date | None:
        deposited = self.demande.deposited_at
        return clock.local_day(deposited, self.demande.departement) if self.opinion and deposited else None

    @property
    def is_renewal(self) -> bool:
        return self.demande.kind == DemandeKind.RENOUVELLEMENT

    @property
    def term(self) -> date | None:
        """The first day after the rights now open, None when none are."""
        if self.running is None:
            return None
        return self.running.ended_on or self.running.ends

    def starts(self, on: date) -> date:
        """The start to propose: the term for a renewal, the day of the decision else."""
        return law.renewal_start(self.term, on)[1] if self.is_renewal and self.term else on

    def departs(self, sense: str) -> bool:
        """Whether a decision of this sense departs from the commission's avis: shown, never blocked (review I27)."""
        if self.avis is None:
            return False
        return (self.avis.sense == AvisSense.FAVOURABLE) != (sense == DecisionSense.AUTHORISE)

    def approved_then(self, on: date) -> str:
        """The agrément that its association had on the day of the deposit, in a sentence for whoever would refuse
        because it has none; "" when it had none.
        """
        deposited = clock.local_day(self.demande.deposited_at, self.demande.departement)
        if deposited is None:
            return ""
        antenne = self.demande.person.antenne
        if Agrement.objects.approved_on(antenne, deposited) is None:
            return ""
        standing = Agrement.objects.standing(antenne, on)
        last = standing.last_day if standing.ended else None
        since = f", et son agrément a pris fin le {day(last)}" if last else ""
        return (
            f"L’association était agréée le jour du dépôt, le {day(deposited)}{since} : la demande suit son cours "
            "(CASF, art. R121-12-9)."
        )

    def can_decide(self, sense: str, decided_on: date, authority: str) -> Verdict:
        """L121-9 II and R121-12-10: both opinions first, observations before a non-renewal; none for a judgment. She
        who was invited to speak has the days that she was told.
        """
        heard = self.observations
        refused = sense == DecisionSense.REFUSE and authority == Authority.PREFET
        if refused and heard is not None and heard.received_on is None and decided_on <= heard.until:
            return refuse(
                "may_still_answer",
                f"La personne peut présenter ses observations jusqu’au {day(heard.until)} : signez après ce jour, ou "
                "notez d’abord ce qu’elle a dit.",
                article="CRPA L122-1",
            )
        if authority == Authority.PREFET and (releve := self.releve_on) is not None and decided_on < releve:
            return refuse(
                "releve_after_decision",
                f"Le relevé d’avis est signé du {day(releve)} : la décision ne peut pas être datée d’avant.",
                article="CASF L121-9 II",
            )
        return law.can_decide(
            law.DecisionFacts(
                kind=self.demande.kind,
                granted=sense == DecisionSense.AUTHORISE,
                decided_on=decided_on,
                commission_avis_on=self.avis_on,
                association_avis_on=self.opinion_on,
                observations_invited=self.observations is not None,
                authority=law.Decider.JUGEMENT if authority == Authority.JUDGMENT else law.Decider.PREFET,
            )
        )

    def cost_of_notifying(self, on: date) -> law.EndOfRights | None:
        """What notifying a non-renewal on that day takes from the rights that run; None when none run."""
        if self.running is None or self.running.ended_on or not self.is_renewal:
            return None
        return law.end_of_rights(Days(self.running.starts, self.running.ends), on, notified_on=on)


def basis(demande: Demande, on: date) -> Basis:
    """Gather what a decision on this demande rests on, in a constant number of queries."""
    avis = (
        Avis.objects.filter(demande=demande, signed_at__isnull=False)
        .exclude(sense=AvisSense.ADJOURNED)
        .order_by("-signed_at")
        .first()
    )
    used = used_months(demande.parcours)
    begun = Period.objects.lived().filter(parcours=demande.parcours_id, starts__lte=on)
    return Basis(
        demande=demande,
        avis=avis,
        project=Project.objects.filter(demande=demande).first(),
        observations=Observations.objects.filter(demande=demande).first(),
        used=used,
        most=most_months(on),
        length=period_length(on),
        expected=law.expected_months(used, on),
        running=begun.order_by("-starts").first(),
    )
