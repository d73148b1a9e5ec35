"""Verbs of the social action fund: open its line, ask, give an opinion, decide, pay, correct, withdraw."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.associations.models import Agrement
from rivage.audit import trace
from rivage.core import ids
from rivage.core.db.locks import lock
from rivage.core.french import amount as euros
from rivage.core.refusal import Stale, no, require
from rivage.core.versions import version_of
from rivage.dossiers.models import Period
from rivage.people.models import Person
from rivage.rights import access
from rivage.rights.enums import FundMistake, FundSense
from rivage.rights.fund import noted
from rivage.rights.fund.reading import aids, left_of, lines
from rivage.rights.models import FundAid, FundCorrection, FundLine


@verb
@transaction.atomic
def set_line(*, actor: Membership, on: date, departement: str, amount: Decimal, version: str = "") -> FundLine:
    """Open the line of the year of `on`, or give it another budget, never below what is given of it already.

    `version`: of the line that was read, "" when there was none; raises `Stale` for another.
    """
    require(access.can_open_line(actor, departement))
    lock(f"rights.fund:{departement}")
    held = FundLine.objects.select_for_update().filter(departement=departement, year=on.year).first()
    if version != (version_of(held) if held else ""):
        raise Stale
    if amount <= 0:
        raise no("amount", "Un budget est plus grand que zéro.")
    if held is None:
        held = FundLine(departement=departement, year=on.year, amount=amount, opened_on=on, recorded_by=actor)
        held.save(force_insert=True)
    else:
        given = held.amount - left_of(held)
        if amount < given:
            raise no("amount", f"{euros(given)} sont déjà accordés sur cette ligne : le budget ne peut être moindre.")
        held.amount = amount
        held.save(update_fields=["amount"])
    trace.record("fund_line_set", departement=departement, object_id=held.pk, amount=str(amount))
    return held


@verb
@transaction.atomic
def ask_fund(
    *,
    actor: Membership,
    on: date,
    line: FundLine,
    purpose: str,
    amount: Decimal,
    path_number: str = "",
    once: UUID | None = None,
) -> FundAid:
    """Ask an aid under a number of its own. `path_number`: the file number of whoever is in a path; "" outside one;
    `once`: of the form that asks, which asks once however often it is sent.

    Raises `Refused` without an agrément in force, above what is left, or for a number of no path of hers.
    """
    require(access.can_ask_fund(actor))
    lock(f"rights.fund:{line.departement}")
    if once is not None and (made := aids(actor).filter(pk=once).first()):
        return _same(made, purpose, amount, path_number)
    held = lines(actor).filter(pk=line.pk).first()
    if held is None or held.year != on.year:
        raise no("no_line", "Le fonds n’est pas ouvert cette année dans ce département.")
    if Agrement.objects.approved_on(actor.body, on) is None:
        raise no(
            "not_approved",
            "Le fonds est demandé par une association agréée. Aucun agrément de la vôtre n’est en cours ce jour-là, "
            "d’après ce que la délégation a noté : dites-le-lui si c’est une erreur.",
        )
    if amount <= 0:
        raise no("amount", "Un montant est plus grand que zéro.")
    noted.within(held, amount)
    number = _number(path_number)
    if number and not _in_a_path(actor, number, on):
        raise no("path_number", "Aucune personne que vous suivez n’a ce numéro et un parcours en cours.")
    row = FundAid(
        **({"pk": once} if once is not None else {}),
        departement=held.departement,
        line=held,
        antenne=actor.body,
        number="F-" + ids.signs(8),
        path_number=number,
        purpose=purpose,
        asked=amount,
        asked_on=on,
        asked_by=actor,
    )
    row.save(force_insert=True)
    traced("fund_asked", row)
    return row


def _same(made: FundAid, *said: object) -> FundAid:
    """What a form asked before. Raises `Refused` where it says something else since: nothing of that is noted."""
    purpose, amount, number = said
    if (made.purpose, made.asked, made.path_number) != (purpose, amount, _number(str(number))):
        raise no(
            "once",
            f"Cette page a déjà envoyé la demande {made.number}, de {euros(made.asked)} : rien de ce que vous changez "
            "ici n’est noté. Retirez-la, ou faites-en une autre.",
        )
    return made


def _number(typed: str) -> str:
    return ids.file_number_of(typed) if typed else ""


def _in_a_path(actor: Membership, number: str, on: date) -> bool:
    hers = Person.objects.visible_to(actor).filter(reference=number)
    return Period.objects.filter(person__in=hers, starts__lte=on, ends__gt=on, ended_on__isnull=True).exists()


@verb
@transaction.atomic
def give_opinion(
    *, actor: Membership, on: date, aid: FundAid, opinion: str, voice: str, opinion_on: date, version: str
) -> FundAid:
    """Note what the commission, or the délégation, thinks of it. Once; `Stale` when something was noted since."""
    held = hold(actor, aid, version)
    if held.opinion_on is not None:
        raise no("opinion_there", "L’avis est déjà noté.")
    said = {"opinion": opinion, "voice": voice, "opinion_on": opinion_on}
    noted.write(held, noted.opinion(held, said, actor, on))
    traced("fund_opinion", held, opinion=opinion)
    return held


@verb
@transaction.atomic
def decide_fund(*, actor: Membership, on: date, aid: FundAid, ruled: dict[str, Any], version: str) -> FundAid:
    """Note the decision: `ruled` holds sense, amount granted, ground, day, from where it is known, who signed, and
    `sure`, where it refuses for a budget that suffices.

    Raises `Refused` before an opinion, twice, above what was asked or what is left of the line, for a decision by
    delegation that no delegate takes.
    """
    held = hold(actor, aid, version)
    if held.opinion_on is None:
        raise no("no_opinion", "La décision vient après l’avis.")
    if held.decided_on is not None:
        raise no("decided_already", "La décision est déjà notée.")
    noted.write(held, noted.ruling(held, ruled, actor, on))
    traced("fund_decided", held, sense=held.sense, source=held.decided_from)
    return held


@verb
@transaction.atomic
def pay_fund(
    *, actor: Membership, on: date, aid: FundAid, amount: Decimal, paid_on: date, invoice: str, version: str
) -> FundAid:
    """Note what was paid, of which invoice. Raises `Refused` for more than was granted, or an invoice paid already."""
    held = hold(actor, aid, version)
    if held.sense != FundSense.GRANT or held.granted is None or held.decided_on is None:
        raise no("not_granted", "Cette aide n’est pas accordée : rien n’est à payer.")
    if held.paid_on is not None:
        raise no("paid_already", "Le paiement de cette aide est déjà noté.")
    said = {"amount": amount, "paid_on": paid_on, "invoice": invoice}
    noted.write(held, noted.payment(held, said, actor, on))
    traced("fund_paid", held)
    return held


@verb
@transaction.atomic
def correct_fund(
    *, actor: Membership, on: date, aid: FundAid, instead: dict[str, Any] | None, why: str, version: str
) -> FundAid:
    """The last step was noted wrong: `instead`, as its own verb takes it, takes its place; None takes it away. What
    was noted stays with why.

    Raises `Refused` for what that verb refuses, when nothing is noted, and when nothing differs.
    """
    held = hold(actor, aid, version)
    step = noted.last(held)
    if step is None:
        raise no("nothing_noted", "Rien n’est noté de cette demande : il n’y a rien à corriger.")
    if why not in FundMistake.values:
        raise no("why", "Dites pourquoi : ce qui était noté reste avec votre raison.")
    found = noted.NONE[step] if instead is None else noted.READ[step](held, instead, actor, on)
    if not noted.differs(held, found):
        raise no("same", "C’est ce qui est déjà noté : changez ce qui est faux.")
    before = {name: getattr(held, name) for name in noted.COLUMNS}
    FundCorrection(
        departement=held.departement, aid=held, antenne_id=held.antenne_id, step=step, why=why, corrected_on=on,
        recorded_by=actor, **before,
    ).save(force_insert=True)  # fmt: skip
    noted.write(held, found)
    traced("fund_corrected", held, step=step, why=why)
    return held


@verb
@transaction.atomic
def withdraw_fund(*, actor: Membership, on: date, aid: FundAid) -> FundAid:
    """The association takes its demand back, until it is decided."""
    lock(f"rights.fund:{aid.departement}")
    held = aids(actor).select_for_update(of=("self",)).get(pk=aid.pk)
    require(access.can_withdraw_fund(actor, held))
    held.withdrawn_on = on
    held.save(update_fields=["withdrawn_on"])
    traced("fund_withdrawn", held)
    return held


def hold(actor: Membership, aid: FundAid, version: str) -> FundAid:
    """The aid held for the act: all that is given of a département waits for one another."""
    require(access.can_rule_fund(actor, aid))
    lock(f"rights.fund:{aid.departement}")
    held = aids(actor).select_for_update(of=("self",)).select_related("line").get(pk=aid.pk)
    require(access.can_rule_fund(actor, held))
    if version != version_of(held):
        raise Stale
    return held


def traced(kind: str, row: FundAid, **details: Any) -> None:
    """Keep that it was done, of the aid and of the antenne that asked it."""
    trace.record(kind, antennes=[row.antenne_id], departement=row.departement, object_id=row.pk, **details)
