"""A refused permit examined again on a day, for whoever reads its dates."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from rivage.accounts.models import Membership
from rivage.decisions.recours.rereading import RereadPart, guarded
from rivage.dossiers.afis import NATIONALITY
from rivage.dossiers.models import Demande
from rivage.law import aps as law
from rivage.law.afis_facts import Nationality
from rivage.law.period import ONE_DAY, Days
from rivage.law.verdict import Reason
from rivage.people.models import Identity
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.clocks.permit import PermitRequest, valid_days
from rivage.rights.clocks.residence import authorised
from rivage.rights.enums import PermitNeed
from rivage.rights.permit.told import demandes_of


def refused_permits(membership: Membership, demande: Demande, on: date) -> Iterator[RereadPart]:
    """Each request of this demande that was refused by that day, in writing or by silence."""
    found = gather_all(membership, [demande.person], StayFacts)[demande.person_id]
    named = demandes_of(membership, found)
    for one in found.permits:
        if named.get(one.n) == demande.pk and _refused(one, on):
            yield guarded(f"Le titre de séjour, demande n° {one.n}", partial(_reasons, membership, found, one, on))


def _refused(one: PermitRequest, on: date) -> bool:
    """Whether an answer, or silence, had refused it by that day, whatever was delivered since."""
    if one.refused is not None and one.refused.on <= on:
        return True
    known = one.delivered is not None and one.delivered.on <= on
    born = law.silence(one.requested.on, one.requested.on).refused_on if one.requested is not None else None
    return born is not None and born <= on and not known


def _reasons(membership: Membership, found: StayFacts, one: PermitRequest, on: date) -> tuple[Reason, ...]:
    spans = authorised(found)
    kind = law.Kind.RENEWAL if one.renewal else law.Kind.DELIVERY
    said = law.can_deliver(
        law.DeliveryFacts(
            on,
            nationality=_nationality(membership, found),
            path_open=any(on in span for span in spans),
            # Her antenne alone knows it: for the others no asylum claim is read, nor its absence said.
            asylum_requested=found.need is not None and found.need.need == PermitNeed.ASYLUM,
            kind=kind,
        )
    )
    return (*said.reasons, *_silence(one, on), *_lasted(found, on), *_covered(found, spans, on))


def _nationality(membership: Membership, found: StayFacts) -> Nationality | None:
    row = Identity.objects.visible_to(membership).filter(person=found.person.pk).first()
    return NATIONALITY.get(row.zone) if row is not None else None


def _silence(one: PermitRequest, on: date) -> tuple[Reason, ...]:
    if one.requested is None or one.requested.on > on or (one.refused is not None and one.refused.on <= on):
        return ()
    return law.silence(one.requested.on, on).verdict.reasons


def _lasted(found: StayFacts, on: date) -> Iterator[Reason]:
    """Of the permits delivered by that day, whether each lasts long enough."""
    for one in found.permits:
        if one.valid is not None and one.valid.start <= on:
            yield from law.long_enough(one.valid).reasons


def _covered(found: StayFacts, spans: list[Days], on: date) -> Iterator[Reason]:
    """Up to that day, the days of her path that no permit covers."""
    valid = [span for span in valid_days(found.permits) if span.start <= on]
    for span in spans:
        path = span.cut(on + ONE_DAY)
        if path is not None:
            yield from law.covers(path, valid).verdict.reasons
