"""The invitation of an association to present observations before its agrément is withdrawn (CASF R121-12-5)."""

from datetime import date

from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body
from rivage.accounts.sender import FOR_THE_PREFET, sender_of
from rivage.associations.models import Agrement
from rivage.core.paper.hearing import ToBody, invitation_of_body
from rivage.core.paper.sheet import Sheet
from rivage.core.refusal import no
from rivage.law.agrement import withdrawal_grounds


def invitation(agrement: Agrement, on: date, *, ground: str, facts: str, until: date) -> Sheet:
    """What the préfet means to do and why, until when the association may answer, and with whom. Raises `Refused`
    without days to answer, or for an agrément that ended.
    """
    if agrement.replaced_at is not None or agrement.until <= on:
        raise no("agrement_over", "Cet agrément ne court plus : il n’y a rien à retirer.")
    if until <= on:
        raise no(
            "no_delay", "La date limite vient après ce jour : laissez le temps de répondre.", article="CRPA L122-1"
        )
    prefecture = Body.objects.get(kind=BodyKind.PREFECTURE, departement=agrement.departement)
    return invitation_of_body(
        ToBody(
            sender=sender_of(prefecture, FOR_THE_PREFET),
            reference=f"AGREMENT-{agrement.departement}-{on.year}",
            on=on,
            called=agrement.association.name,
            address=agrement.association.address_lines,
            considered=f"retirer l’agrément de votre association ({agrement.reference})",
            why=(
                f"Motif envisagé : {withdrawal_grounds(on)[ground]}.",
                *(line.strip() for line in facts.splitlines() if line.strip()),
            ),
            until=until,
            article="CASF, art. R121-12-5",
        )
    )
