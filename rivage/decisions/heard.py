"""What any hearing before an unfavourable decision obeys: of a path, of an aid that may end."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from rivage.accounts.models import Membership
from rivage.core.refusal import no
from rivage.core.versions import to_write
from rivage.decisions.models import Hearing
from rivage.law.wording import day

# No text says how long: past six months, the year was mistyped.
LONGEST = timedelta(days=184)


def check_invited(on: date, invited_on: date, until: date, since: date | None, what: str) -> None:
    """Raises `Refused` for an invitation to come, before `since` (the day of `what`), without days to answer, or with
    too many.
    """
    if invited_on > on:
        raise no("invited_future", "Une invitation ne peut pas être datée d’après aujourd’hui.")
    if since and invited_on < since:
        raise no("invited_before", f"{what} est du {day(since)} : une invitation ne peut pas la précéder.")
    if until <= invited_on:
        raise no("no_delay", "La date limite vient après celle de l’invitation.", article="CRPA L122-1")
    if until > invited_on + LONGEST:
        raise no("too_long", "Plus de six mois pour répondre : relisez l’année de cette date.")
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
    row.write_by(actor)
    row.save(update_fields=[name.removesuffix("_id") for name in row.MOVING])
    return True
