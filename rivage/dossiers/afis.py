"""The AFIS as the law computes it from a demande: a help, which never decides (design, principle 2)."""

from dataclasses import replace
from datetime import date

from rivage.core import clock
from rivage.dossiers.enums import Claimable, Held
from rivage.dossiers.models import Aid, Demande
from rivage.law.afis import AfisFacts, Claim, Document, Nationality, evaluate
from rivage.law.verdict import Outcome, Verdict, conclude
from rivage.people import birth
from rivage.people.enums import Zone
from rivage.people.models import Identity

AWAITED = "document_awaited"
NOT_YET = "Pas encore de titre : l’aide ne peut être accordée qu’une fois un titre délivré."
NATIONALITY = {
    Zone.FRENCH: Nationality.FRENCH,
    Zone.EUROPEAN: Nationality.EUROPEAN,
    Zone.OTHER: Nationality.OTHER,
}
CLAIM = {Claimable.YES: Claim.YES, Claimable.NO: Claim.NO, Claimable.TO_CHECK: Claim.TO_CHECK}
DOCUMENT = {
    Held.TITLE: Document.TITRE,
    Held.APS: Document.APS,
    Held.RENEWAL: Document.RENEWAL_RECEIPT,
    Held.NONE: Document.NONE,
}


def read(demande: Demande, on: date, path_authorised: bool | None = None) -> AfisFacts:
    """What the file says, for a decision on `on`. Reads identity and aid: the reader must have both slices."""
    identity = Identity.objects.get(person=demande.person_id)
    aid = Aid.objects.get(demande=demande)
    born = birth.parse(identity.birth)
    exact = born is not None and born[0] == born[1]
    asked = clock.local_day(demande.deposited_at, demande.departement) or on
    return AfisFacts(
        decided_on=on,
        departement=demande.departement,
        path_authorised=path_authorised,
        born_on=born[0] if born and exact else None,
        birth_year=born[0].year if born and not exact else None,
        nationality=NATIONALITY.get(Zone(identity.zone)),
        document=DOCUMENT.get(Held(aid.document)) if aid.document else None,
        requested_on=min(asked, on),
        resources=aid.resources,
        children=aid.children,
        rsa=CLAIM.get(Claimable(aid.rsa)) if aid.rsa else None,
        ada=CLAIM.get(Claimable(aid.ada)) if aid.ada else None,
    )


def verdict(demande: Demande, on: date, path_authorised: bool | None = None) -> Verdict:
    """The verdict of rivage.law.afis on this file, a document that is still to come being waited for."""
    return waiting(evaluate(read(demande, on, path_authorised)))


def waiting(verdict: Verdict) -> Verdict:
    """The same, where the want of a document is no refusal: the permit comes with the path, and the aid then."""
    return conclude(
        replace(reason, code=AWAITED, sentence=NOT_YET, outcome=Outcome.QUESTION)
        if reason.code == "document" and reason.outcome is Outcome.NO
        else reason
        for reason in verdict.reasons
    )
