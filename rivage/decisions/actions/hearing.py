"""Her observations before an unfavourable decision: invited, then written down."""

from dataclasses import asdict, dataclass
from datetime import date

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import no, require
from rivage.core.versions import to_write
from rivage.decisions import access
from rivage.decisions.models import Hearing, Observations
from rivage.dossiers.models import Demande
from rivage.law.wording import day


@verb
def invite_observations(
    *, actor: Membership, on: date, demande: Demande, invited_on: date, until: date
) -> Observations:
    """She is told that a refusal is considered, and until when she may answer.

    Compulsory before a non-renewal (CASF R121-12-10), good practice before a first refusal (CRPA L121-1). Raises
    `Refused` for an invitation before the demande, or one that leaves no day to answer once it is noted.
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
    row.save(force_insert=True)
    trace.record_about("observations_invited", demande)
    return row


def check_invited(on: date, invited_on: date, until: date, since: date | None, what: str) -> None:
    """Raises `Refused` for an invitation to come, before `since` (the day of `what`), or without days to answer."""
    if invited_on > on:
        raise no("invited_future", "Une invitation ne peut pas être datée d’après aujourd’hui.")
    if since and invited_on < since:
        raise no("invited_before", f"{what} est du {day(since)} : une invitation ne peut pas la précéder.")
    if until <= invited_on:
        raise no("no_delay", "La date limite vient après celle de l’invitation.", article="CRPA L122-1")
    if until < on:
        raise no(
            "already_over",
            "Cette date est passée : la personne ne pourrait plus répondre. Laissez-lui des jours à venir.",
            article="CRPA L122-1",
        )


@dataclass(frozen=True, slots=True)
class Heard:
    """What she said, in her words, or that she has nothing to say (`silent`): when and how it came."""

    received_on: date
    means: str
    silent: bool = False
    text: str = ""


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


def write_heard(actor: Membership, on: date, row: Hearing, heard: Heard, version: str) -> bool:
    """What she said, on a row held under lock; False when it was already noted so. Raises as `record_observations`."""
    if heard.received_on > on or heard.received_on < row.invited_on:
        raise no("received_out", "Des observations se reçoivent après l’invitation, et au plus tard aujourd’hui.")
    if heard.silent == bool(heard.text.strip()):
        raise no(
            "nothing_said",
            "Écrivez ce que la personne a dit, ou notez qu’elle n’a pas d’observations : l’un des deux.",
        )
    values = asdict(heard)
    if not to_write(version, (row, values)):
        return False
    row.received_on, row.means, row.silent, row.text = heard.received_on, heard.means, heard.silent, heard.text
    row.heard_by = actor
    row.save(update_fields=[*values, "heard_by"])
    return True
