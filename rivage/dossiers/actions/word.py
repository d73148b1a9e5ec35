"""Her word taken back: what it stops, by where she is (L121-9 II: nothing without her accord)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.core.refusal import no, require
from rivage.dossiers import access
from rivage.dossiers.actions.demande import withdraw
from rivage.dossiers.actions.ends import REFLECTION, renounce, revoke_renunciation
from rivage.dossiers.enums import PENDING, Step
from rivage.dossiers.models import Demande, Parcours, Period, Renunciation
from rivage.dossiers.standing import of_person
from rivage.people import actions as people
from rivage.people.enums import AccordKind
from rivage.people.models import Accord

NOT_ALONE = (
    "Recevez la personne seule, avec un interprète si besoin, avant de noter qu’elle reprend son accord : un autre "
    "pourrait parler à sa place. Si elle l’a dit par téléphone ou par message, convenez avec elle d’un moment sûr : "
    "d’ici là, rien de nouveau ne part."
)


@dataclass(frozen=True, slots=True)
class WordStops:
    """What her accord taken back on a day stops. `deposited`: withdrawn with it; `running`: renounced, fifteen days
    later; `draft`: not deposited; `decided`: nothing withdraws it any more.
    """

    deposited: Demande | None = None
    draft: Demande | None = None
    decided: Demande | None = None
    running: Parcours | None = None

    @property
    def alone(self) -> bool:
        """Whether she is received alone first: something of hers would be lost."""
        return self.deposited is not None or self.running is not None


def stopped_by(accord: Accord, on: date) -> WordStops:
    """By where she is on a day."""
    if accord.kind != AccordKind.PARCOURS or accord.withdrawn_on is not None:
        return WordStops()
    pending = Demande.objects.filter(person=accord.person_id, step__in=PENDING).first()
    parcours, stands = of_person(accord.person_id, on)
    after = Period.objects.lived(after=on + REFLECTION).filter(parcours=parcours)
    step = pending.step if pending else ""
    return WordStops(
        deposited=pending if step not in ("", Step.DRAFT, Step.DECIDED) else None,
        draft=pending if step == Step.DRAFT else None,
        decided=pending if step == Step.DECIDED else None,
        running=parcours if stands.kind == "running" and after.exists() else None,
    )


@verb
@transaction.atomic
def take_word_back(*, actor: Membership, on: date, accord: Accord, said_on: date, received_alone: bool) -> WordStops:
    """She takes her accord back. A deposited demande is withdrawn; rights that run are renounced, never at once.

    What is not deposited stays with the antenne. Raises `Refused` when something stops and she was not received alone.
    """
    held = people.hold(accord.person, actor)
    require(access.can_say(actor, held))
    stops = stopped_by(accord, on)
    if stops.alone and not received_alone:
        raise no("not_alone", NOT_ALONE)
    people.withdraw_accord(actor=actor, on=on, accord=accord, said_on=said_on)
    if stops.deposited is not None:
        withdraw(
            actor=actor,
            on=on,
            demande=stops.deposited,
            version=stops.deposited.version,
            received_alone=received_alone,
        )
    if stops.running is not None:
        renounce(actor=actor, on=on, parcours=stops.running, received_on=said_on, received_alone=received_alone)
    return stops


@verb
@transaction.atomic
def restore_word(*, actor: Membership, on: date, accord: Accord, reason: str) -> None:
    """It was a mistake: her accord stands again, and the stop noted with it is taken back before its day.

    A demande withdrawn stays so: it is deposited again, with what was written.
    """
    held = people.hold(accord.person, actor)
    require(access.can_say(actor, held))
    people.restore_accord(actor=actor, on=on, accord=accord, reason=reason)
    if accord.kind == AccordKind.PARCOURS and (word := pending_stop(accord, on)) is not None:
        revoke_renunciation(actor=actor, on=on, word=word)


def pending_stop(accord: Accord, on: date) -> Renunciation | None:
    """Her stop that has no effect yet."""
    rows = Renunciation.objects.filter(person=accord.person_id, revoked_on__isnull=True, effective_on__gt=on)
    return rows.select_related("parcours", "person").first()
