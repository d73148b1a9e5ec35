"""Whether the avis noted on a file holds with who takes part now (CRPA R133-10 to R133-13)."""

from uuid import UUID

from rivage.accounts.models import Membership
from rivage.commissions import quorum
from rivage.commissions.enums import AfisAvis, AvisSense
from rivage.commissions.models import AgendaItem, Avis, Deport, Member, Seance
from rivage.commissions.quorum import Roll, Sitting
from rivage.dossiers.enums import Step
from rivage.law import commission as law
from rivage.law.verdict import Outcome, Verdict, allow, refuse
from rivage.law.wording import count

Counts = tuple[int, int, int]
# How a vote that was held with its quorum is not lost when somebody leaves after it.
LEFT_SINCE = (
    "Si un membre est parti après ce vote : notez de nouveau sa présence, faites signer le relevé, puis notez son "
    "départ."
)


def of_file(item: AgendaItem, called: Roll | None = None, away: frozenset[UUID] | None = None) -> Verdict:
    """May anything but an adjournment be said of a file: its quorum is there, and somebody presides on it?"""
    called = called or quorum.roll(item.seance)
    away = quorum.aside(item) if away is None else away
    reached = quorum.of_file(item, called, away)
    return quorum.presided_on_file(called, away) if reached else reached


def of_vote(
    item: AgendaItem, sense: str, votes: Counts | None, voting: list[Sitting], dissent_by: Member | None = None
) -> Verdict:
    """May those who vote have given this answer to one question? `votes`: None for a consensus.

    The count is possible, and says what the answer says. On a tie the chair's vote counts twice (R133-11).
    """
    if not voting:
        return refuse("nobody", "Personne ne vote sur ce dossier : notez d’abord les présences.")
    if dissent_by and dissent_by.pk not in {one.member.pk for one in voting}:
        return refuse("dissent_voter", f"{dissent_by.name} ne vote pas sur ce dossier.", article="CRPA R133-13")
    if votes is None:
        return allow()
    if not 0 < sum(votes) <= len(voting):
        return refuse(
            "too_many_votes",
            f"{count(sum(votes), 'voix notée', 'voix notées')} pour "
            f"{count(len(voting), 'membre qui vote', 'membres qui votent')} sur ce dossier, une voix par personne.",
            article="CRPA R133-11",
        )
    favourable = sense in (AvisSense.FAVOURABLE, AfisAvis.FAVOURABLE)
    chair = any(sitting.member.chairs and sitting.here for sitting in voting)
    own = (law.Vote.FOR if favourable else law.Vote.AGAINST,) if chair else ()
    verdict = law.opinion(*votes, on=item.seance.day, chair_votes=own)
    if verdict.outcome is not (Outcome.YES if favourable else Outcome.NO):
        said = "favorable" if favourable else "défavorable"
        sentence = f"Ces voix ne donnent pas un avis {said}. {verdict.sentence}"
        return refuse("count_says_otherwise", sentence, article="CRPA R133-11")
    return allow()


def of_avis(avis: Avis, called: Roll | None = None, away: frozenset[UUID] | None = None) -> Verdict:
    """Does an avis noted hold? Signed, it is kept as signed, whoever is there today; adjourned, it needs no quorum.

    `away`: who stands aside on its file, when it was read already.
    """
    if avis.signed_at is not None or avis.sense == AvisSense.ADJOURNED:
        return allow()
    item = avis.item
    called = called or quorum.roll(item.seance)
    away = quorum.noted_aside(item) if away is None else away
    if not (there := of_file(item, called, away)):
        if there.because("nobody_presides"):
            return there
        return refuse(
            "suspended",
            f"L’avis de {item.person.reference} n’a plus son quorum : à ajourner ou à reprendre.",
            article="CRPA R133-10",
        )
    voting = quorum.taking_part(called, away)
    path = _votes(avis.votes_for, avis.votes_against, avis.abstentions)
    aid = _votes(avis.afis_for, avis.afis_against, avis.afis_abstentions)
    asked = avis.afis != AfisAvis.NOT_ASKED
    if of_vote(item, avis.sense, path, voting, avis.dissent_by) and (
        not asked or of_vote(item, avis.afis, aid, voting)
    ):
        return allow()
    return refuse(
        "suspended",
        f"L’avis de {item.person.reference} ne va plus avec les présences : à ajourner ou à reprendre.",
        article="CRPA R133-11",
    )


def without_quorum(items: list[AgendaItem], called: Roll) -> dict[UUID, Verdict]:
    """Of files still to be examined in one session, those that lack a quorum of their own: each with why."""
    rows = [one for one in items if one.demande.step == Step.SCHEDULED and not one.postponed_at]
    rows = [one for one in rows if not hasattr(one, "avis")]
    away: dict[UUID, set[UUID]] = {one.pk: set() for one in rows}
    for item, member in Deport.objects.standing().filter(item__in=away).values_list("item", "member"):
        away[item].add(member)
    since = quorum.set_aside({one.person_id for one in rows}) if rows else {}
    verdicts = {one.pk: quorum.of_file(one, called, frozenset(away[one.pk]) | since[one.person_id]) for one in rows}
    return {item: verdict for item, verdict in verdicts.items() if not verdict}


def _votes(favour: int | None, against: int | None, abstention: int | None) -> Counts | None:
    return None if favour is None else (favour, against or 0, abstention or 0)


def suspended(seance: Seance, called: Roll | None = None) -> dict[UUID, Verdict]:
    """The avis of a session that no longer hold, by their file: each with why."""
    rows = list(
        Avis.objects.filter(item__seance=seance, signed_at__isnull=True, demande__step=Step.SCHEDULED)
        .exclude(sense=AvisSense.ADJOURNED)
        .select_related("item__seance", "item__person", "dissent_by")
        .defer("reasons", "afis_reasons", "dissent")
        .order_by("item__position")
    )
    if not rows:
        return {}
    called = called or quorum.roll(seance)
    away: dict[UUID, set[UUID]] = {row.item_id: set() for row in rows}
    for item, member in Deport.objects.standing().filter(item__in=away).values_list("item", "member"):
        away[item].add(member)
    verdicts = {row.item_id: of_avis(row, called, frozenset(away[row.item_id])) for row in rows}
    return {item: verdict for item, verdict in verdicts.items() if not verdict}


def to_sign(membership: Membership, seance: Seance) -> list[Avis]:
    """The avis of a session that a membership reads, whose relevé waits to be signed, in the order of the agenda."""
    lost = suspended(seance)
    rows = Avis.objects.visible_to(membership).filter(
        item__seance=seance, item__postponed_at__isnull=True, signed_at__isnull=True, demande__step=Step.SCHEDULED
    )
    found = rows.select_related("item__seance", "item__person", "item__demande", "demande", "dissent_by")
    return [row for row in found.order_by("item__position") if row.item_id not in lost]
