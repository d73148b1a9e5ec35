"""The decisions on the aid and its end, and the refusals of a permit, among the acts that may be contested."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.decisions import remedies
from rivage.decisions.acts import Contestable
from rivage.decisions.recours.enums import About
from rivage.dossiers.models import Demande
from rivage.law.recours import with_removal
from rivage.law.wording import day
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.clocks.permit import UNTOLD, PermitRequest, SilentRefusal
from rivage.rights.ended import contest_of, noted, told_on
from rivage.rights.enums import AfisSense, ApsStep
from rivage.rights.permit.printing import LETTER, with_letter
from rivage.rights.permit.told import demandes_of
from rivage.rights.refusals import decided

REFUSED = "L’autorisation de séjour est refusée."
SILENT = "Le silence a refusé l’autorisation de séjour."
SAID = {AfisSense.GRANT: "L’aide est accordée.", AfisSense.REFUSE: "L’aide est refusée."}


def aids(membership: Membership, demandes: Collection[UUID], _on: date) -> list[Contestable]:
    """The decisions on the aid, granted or refused."""
    found = []
    for row in decided(membership).filter(demande__in=demandes):
        notices = list(row.notices.all())
        stands = remedies.standing(notices)
        found.append(
            Contestable(
                About.AID,
                row.pk,
                row.demande_id,
                SAID[AfisSense(row.sense)],
                row.decided_on,
                stands.on if stands is not None and stands.reached else None,
                remedies.contest(notices),
                _page(membership, "rights:afis", demande=row.demande_id),
                row.sense == AfisSense.REFUSE,
            )
        )
    return found


def ends(membership: Membership, demandes: Collection[UUID], _on: date) -> list[Contestable]:
    """The ends of an aid before its term."""
    return [
        Contestable(
            About.AID_END,
            row.pk,
            row.decision.demande_id,
            "L’aide a pris fin avant son terme.",
            row.decided_on,
            told_on(row),
            contest_of(row),
            _page(membership, "rights:end", demande=row.decision.demande_id),
        )
        for row in noted(membership).filter(decision__demande__in=demandes)
    ]


def permits(membership: Membership, demandes: Collection[UUID], on: date) -> Iterator[Contestable]:
    """The refusals of a permit, written or of silence, each of the demande of the path that ran when it was asked. One
    that was delivered since stays, for the remedies made against it.
    """
    rows = Demande.objects.visible_to(membership).filter(pk__in=demandes).select_related("person")
    people = {row.person_id: row.person for row in rows}
    gathered = gather_all(membership, list(people.values()), StayFacts)
    handed = any(one.told_on for found in gathered.values() for one in found.permits)
    letters = with_letter(membership, people) if handed else set()
    for person, found in gathered.items():
        named = demandes_of(membership, found)
        for one in found.permits:
            demande = named.get(one.n)
            if demande is not None and demande in demandes:
                page = _page(membership, "rights:stay", person=person)
                yield from _of_request(membership, found, one, demande, page, letters, on)


def _of_request(
    membership: Membership,
    found: StayFacts,
    one: PermitRequest,
    demande: UUID,
    page: str,
    letters: Collection[UUID],
    on: date,
) -> Iterator[Contestable]:
    named = {(row.n, row.step): row.pk for row in reversed(found.aps)}
    given = one.delivered
    since = f"L’autorisation est délivrée depuis, le {day(given.on)} : plus rien n’est à contester." if given else ""
    silence = _silence(one, on)
    if silence is not None:
        yield Contestable(
            About.PERMIT,
            named[one.n, ApsStep.REQUESTED],
            demande,
            f"Le silence avait refusé l’autorisation de séjour le {day(silence.refused_on)}." if given else SILENT,
            silence.refused_on,
            silence.refused_on,
            None if given else silence.contest,
            page,
            not given,
            silent=True,
            replaced=since,
        )
    if one.refused is None:
        return
    stands, refusal = remedies.standing(one.told), named[one.n, ApsStep.REFUSED]
    open_, holds = one.refusal is not None, one.refusal is not None and not one.undone
    yield Contestable(
        About.PERMIT,
        refusal,
        demande,
        REFUSED if holds else f"L’autorisation de séjour avait été refusée le {day(one.refused.on)}.",
        one.refused.on,
        stands.on if stands is not None and stands.reached else None,
        one.contest(),
        page,
        open_,
        with_removal(on).said_to(hers=membership.is_antenne) if holds else "",
        counted=UNTOLD if holds else "",
        replaced="" if open_ else since,
        paper=_page(membership, LETTER, apsfact=refusal, form="pdf") if refusal in letters else "",
    )


def _silence(one: PermitRequest, on: date) -> SilentRefusal | None:
    """The refusal that silence made of a request before any answer came."""
    found = replace(one, delivered=None, refused=None).silence()
    answers = [said.on for said in (one.delivered, one.refused) if said is not None]
    return found if found is not None and found.refused_on <= min([on, *answers]) else None


def _page(membership: Membership, name: str, **of: UUID | str) -> str:
    return link(membership, name, **of) if policies.allows(name, "GET", membership.role) else ""
