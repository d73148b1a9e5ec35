"""The avis on a file, on two questions, and the relevé that freezes it (CRPA R133-10 to R133-13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rivage.accounts.acting import verb
from rivage.accounts.enums import Role, Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.commissions import access, printing, quorum, standing
from rivage.commissions.actions import held
from rivage.commissions.enums import AfisAvis, AvisSense, DeportGround, VoteMode
from rivage.commissions.models import AgendaItem, Avis, Member, Seance, SignedReleve
from rivage.commissions.standing import Counts
from rivage.core import clock
from rivage.core.paper.kept import kept, mark
from rivage.core.refusal import Stale, no, require
from rivage.dossiers.actions import hold, move
from rivage.dossiers.models import Aid
from rivage.people import actions as people
from rivage.people.enums import Slice
from rivage.people.models import Share

NOT_PRESENTED = "Notez que l’association entre et présente, ou dites qu’elle n’a pas présenté ce dossier."


@dataclass(frozen=True)
class _Said:
    """What was typed about one file, as the columns of `Avis`."""

    sense: str
    afis: str
    mode: str
    votes: Counts | None
    afis_votes: Counts | None
    reasons: str
    afis_reasons: str
    dissent: str
    dissent_by: Member | None

    def columns(self) -> dict[str, Any]:
        votes, aid = self.votes or (None,) * 3, self.afis_votes or (None,) * 3
        return {
            "sense": self.sense,
            "afis": self.afis,
            "mode": self.mode,
            **dict(zip(("votes_for", "votes_against", "abstentions"), votes, strict=True)),
            **dict(zip(("afis_for", "afis_against", "afis_abstentions"), aid, strict=True)),
            "reasons": self.reasons,
            "afis_reasons": self.afis_reasons,
            "dissent": self.dissent,
            "dissent_by": self.dissent_by,
        }


@verb
def record_avis(
    *,
    actor: Membership,
    on: date,
    item: AgendaItem,
    sense: str,
    afis: str,
    mode: str,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
    reasons: str = "",
    afis_reasons: str = "",
    dissent: str = "",
    dissent_by: Member | None = None,
    afis_votes: Counts | None = None,
    source: str = Source.OWN_DESK,
    version: int = 0,
    unpresented: bool = False,
) -> Avis:
    """Record what the commission says on the path and on the aid, or change it until the relevé is signed.

    `version`: that of the avis shown, 0 for none, so that two clicks or two people don't write twice (`Stale`).
    `afis_votes`: (for, against, abstentions) on the aid, None for a consensus. `unpresented`: it was said that the
    association did not present this file, which nobody concludes from an hour that is not noted.
    """
    held.seance(item.seance)
    row = held.item(item, actor)
    called = quorum.roll(row.seance)
    require(access.can_record_avis(actor, row, called))
    avis = Avis.objects.select_for_update(of=("self",)).filter(item=row).first()
    if (avis.version if avis else 0) != version:
        raise Stale
    if row.presented_at is None and not unpresented:
        raise no("not_presented", NOT_PRESENTED, "CRPA R133-6")
    _note_set_aside(row, called)
    voting = quorum.taking_part(called, quorum.noted_aside(row))
    votes = (votes_for, votes_against, abstentions)
    held.nameless([row.person_id], reasons, afis_reasons, dissent)
    said = _said(row, sense, afis, mode, votes, afis_votes, (reasons, afis_reasons), dissent, dissent_by)
    if said.sense != AvisSense.ADJOURNED:
        require(standing.of_file(row, called))
        require(standing.of_vote(row, said.sense, said.votes, voting, said.dissent_by))
        if said.afis != AfisAvis.NOT_ASKED:
            require(standing.of_vote(row, said.afis, said.afis_votes, voting))
    avis = _write(row, avis, said, actor, source, len(voting))
    trace.record_about("avis_recorded", row, sense=said.sense, afis=said.afis, mode=said.mode, source=str(source))
    return avis


def _note_set_aside(item: AgendaItem, called: quorum.Roll) -> None:
    """Members whom she set aside since the convocation: noted with the avis, as the convocation notes the others."""
    since = quorum.set_aside([item.person_id])[item.person_id] - quorum.noted_aside(item)
    for sitting in called.members:
        if sitting.member.pk in since:
            held.note_aside(item, sitting.member, DeportGround.NOT_OPEN)


def _said(
    item: AgendaItem, sense: str, afis: str, mode: str, votes: tuple[int | None, ...], afis_votes: Counts | None,
    reasons: tuple[str, str], dissent: str, dissent_by: Member | None,
) -> _Said:  # fmt: skip
    """The answers made coherent, or a sentence saying what is not. `reasons`: on the path, on the aid."""
    why, why_aid = reasons
    if sense in (AvisSense.ADJOURNED, AvisSense.UNFAVOURABLE) and not why.strip():
        raise no("no_reasons", "Un ajournement ou un avis défavorable dit pourquoi : écrivez les raisons.")
    if sense == AvisSense.ADJOURNED:
        return _Said(sense, AfisAvis.NOT_ASKED, VoteMode.CONSENSUS, None, None, why, "", "", None)
    asked = Aid.objects.filter(demande=item.demande_id, afis_asked=True).exists()
    if asked is (afis == AfisAvis.NOT_ASKED):
        sentence = "La demande porte aussi sur l’aide : répondez à la seconde question."
        raise no("afis_asked" if asked else "afis_not_asked", sentence if asked else "L’aide n’est pas demandée.")
    if afis == AfisAvis.UNFAVOURABLE and not why_aid.strip():
        raise no("no_aid_reasons", "Un avis défavorable sur l’aide dit pourquoi : écrivez les raisons sur l’aide.")
    why_aid = "" if afis == AfisAvis.NOT_ASKED else why_aid
    if bool(dissent.strip()) is (dissent_by is None):
        raise no("dissent_whose", "Un désaccord noté porte le nom du membre qui le demande et ses mots.")
    if mode == VoteMode.CONSENSUS:
        if dissent_by is not None:
            raise no("no_consensus", "Un désaccord à noter veut dire qu’il n’y a pas de consensus : notez les voix.")
        return _Said(sense, afis, mode, None, None, why, why_aid, "", None)
    if any(vote is None or vote < 0 for vote in votes):
        raise no("counts", "Un vote se note en nombres : pour, contre, abstentions.")
    counts = (votes[0] or 0, votes[1] or 0, votes[2] or 0)
    aid = afis_votes if afis != AfisAvis.NOT_ASKED else None
    return _Said(sense, afis, mode, counts, aid, why, why_aid, dissent, dissent_by)


def _write(item: AgendaItem, avis: Avis | None, said: _Said, actor: Membership, source: str, present: int) -> Avis:
    new = avis is None
    row = avis or Avis.beside(item, item=item, demande=item.demande, version=0)
    values = {
        **said.columns(),
        "present": present,
        "rendered_at": clock.now(),
        "recorded_by": actor,
        "source": source,
        "version": row.version + 1,
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=new)
    return row


@verb
def sign_releves(
    *, actor: Membership, on: date, seance: Seance, read: Mapping[str, str], signed_name: str = ""
) -> list[Avis]:
    """Sign at once the relevés of a session, each read before: all those that hold, or none.

    `read`: the mark of each relevé as it was shown, by its avis. Raises `Stale` when one was not read, or changed.
    """
    held.seance(seance)
    rows = standing.to_sign(actor, seance)
    if not rows:
        raise no("none_to_sign", "Aucun relevé de cette séance n’est à signer.")
    if set(read) != {str(row.pk) for row in rows}:
        raise Stale
    return [sign_releve(actor=actor, on=on, avis=row, signed_name=signed_name, read=read[str(row.pk)]) for row in rows]


@verb
def sign_releve(
    *,
    actor: Membership,
    on: date,
    avis: Avis,
    signed_name: str = "",
    source: str = Source.OWN_DESK,
    read: str | None = None,
) -> Avis:
    """Freeze the avis, keep its relevé as it is printed, and open the decision, or send an adjourned demande back to
    complete. `read`: the mark of the relevé that the page showed.

    The chair signs; délégation and secretariat note the signature from the paper, with the name on it.
    """
    held.seance(avis.item.seance)
    item = held.item(avis.item, actor)
    row = Avis.objects.select_for_update(of=("self",)).get(pk=avis.pk)
    hold(item.demande, actor)
    require(access.can_sign_releve(actor, row))
    if read is not None and read != mark(printing.releve(row)):
        raise Stale
    if actor.role != Role.CHAIR:
        source = Source.SIGNED_PAPER
        if not signed_name.strip():
            raise no("no_name", "Écrivez le nom de la personne qui a signé le papier.")
    row.signed_at, row.signed_by, row.signed_name = clock.now(), actor, signed_name.strip()
    row.signed_source = source
    row.save(update_fields=["signed_at", "signed_by", "signed_name", "signed_source"])
    SignedReleve.beside(item, avis=row, sheet=kept(printing.releve(row))).save(force_insert=True)
    adjourned = row.sense == AvisSense.ADJOURNED
    move(item.demande, "adjourn" if adjourned else "sign_releve", item.demande.version)
    if not adjourned:
        people.open_file(
            actor=actor,
            on=on,
            person=item.person,
            holder=f"signatory:{item.departement}",
            opening="sign_releve",
            demande=item.demande_id,
            departement=item.departement,
        )
    trace.record_about("releve_signed", item, sense=row.sense, source=str(source))
    chairs = Share.objects.filter(person=item.person_id, holder=f"chair:{item.departement}")
    people.close(actor=actor, on=on, shares=chairs.filter(slices__contains=[Slice.IDENTITY]))
    return row
