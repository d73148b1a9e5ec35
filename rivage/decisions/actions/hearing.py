"""Her observations before an unfavourable decision: invited, then written down."""

from datetime import date

from rivage.accounts.acting import verb
from rivage.accounts.enums import DECIDING
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.decisions import access, inviting
from rivage.decisions.heard import Heard, check_invited, write_heard
from rivage.decisions.models import Observations
from rivage.dossiers.models import Demande


@verb
def invite_observations(
    *, actor: Membership, on: date, demande: Demande, invited_on: date, until: date
) -> Observations:
    """She is told that a refusal is considered, and until when she may answer.

    Compulsory before a non-renewal (CASF R121-12-10), good practice before a first refusal (CRPA L121-1). Its letter
    is kept as it is then, where a draft says why. Raises `Refused` for an invitation before the demande, or one that
    leaves no day to answer once it is noted.
    """
    require(access.can_hear(actor, demande))
    asked_on = clock.local_day(demande.deposited_at, demande.departement)
    check_invited(on, invited_on, until, asked_on, "La demande")
    if Observations.objects.filter(demande=demande).exists():
        raise no("already_invited", "La personne est déjà invitée à présenter ses observations.")
    row = Observations.beside(
        demande,
        demande=demande,
        invited_on=invited_on,
        until=until,
        recorded_by=actor,
    )
    row.letter = inviting.invited(actor, demande, row, on) if actor.role in DECIDING else None
    row.save(force_insert=True)
    trace.record_about("observations_invited", demande)
    return row


@verb
def record_observations(*, actor: Membership, on: date, demande: Demande, heard: Heard, version: str) -> Observations:
    """Write down what she said, or write it better as long as the decision is not signed.

    `version`: that of what was shown. Raises `Stale` when somebody wrote something else in between.
    """
    require(access.can_hear(actor, demande))
    row = Observations.objects.select_for_update(of=("self",)).filter(demande=demande).first()
    if row is None:
        raise no("not_invited", "Notez d’abord l’invitation à présenter des observations.")
    if write_heard(actor, on, row, heard, version):
        trace.record_about("observations_recorded", demande)
    return row
