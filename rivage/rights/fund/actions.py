"""Verbs of the social action fund: open its line, ask, give an opinion, decide, pay, withdraw."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import Role, Source
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
from rivage.rights.enums import FundOpinion, FundSense
from rivage.rights.fund.reading import aids, left_of, lines
from rivage.rights.models import FundAid, FundLine

# A number of invoice, and nothing that could be a sentence.
INVOICE = re.compile(r"[A-Z0-9][A-Z0-9/._-]{0,39}")


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
    *, actor: Membership, on: date, line: FundLine, purpose: str, amount: Decimal, path_number: str = ""
) -> FundAid:
    """Ask an aid under a number of its own. `path_number`: the file number of whoever is in a path; "" outside one.

    Raises `Refused` without an agrément in force, above what is left, or for a number of no path of hers.
    """
    require(access.can_ask_fund(actor))
    held = lines(actor).filter(pk=line.pk).first()
    if held is None or held.year != on.year:
        raise no("no_line", "Le fonds n’est pas ouvert cette année dans ce département.")
    if Agrement.objects.standing(actor.body, on).ended:
        raise no("not_approved", "L’agrément de l’association a pris fin : elle ne demande plus d’aide du fonds.")
    if amount <= 0:
        raise no("amount", "Un montant est plus grand que zéro.")
    _within(held, amount)
    number = ids.file_number_of(path_number) if path_number else ""
    if number and not _in_a_path(actor, number, on):
        raise no("path_number", "Aucune personne que vous suivez n’a ce numéro et un parcours en cours.")
    row = FundAid(
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
    _trace("fund_asked", row)
    return row


def _in_a_path(actor: Membership, number: str, on: date) -> bool:
    hers = Person.objects.visible_to(actor).filter(reference=number)
    return Period.objects.filter(person__in=hers, starts__lte=on, ends__gt=on, ended_on__isnull=True).exists()


@verb
@transaction.atomic
def give_opinion(
    *, actor: Membership, on: date, aid: FundAid, opinion: str, voice: str, opinion_on: date, version: str
) -> FundAid:
    """Note what the commission, or the délégation, thinks of it. Once; `Stale` when something was noted since."""
    held = _held(actor, aid, version)
    if held.opinion_on is not None:
        raise no("opinion_there", "L’avis est déjà noté.")
    _past(opinion_on, held.asked_on, on, "opinion_on", "avant la demande")
    if opinion not in FundOpinion.values:
        raise no("opinion", "Un avis est favorable ou défavorable.")
    held.opinion, held.voice, held.opinion_on, held.opinion_by = opinion, voice, opinion_on, actor
    held.save(update_fields=["opinion", "voice", "opinion_on", "opinion_by"])
    _trace("fund_opinion", held, opinion=opinion)
    return held


@verb
@transaction.atomic
def decide_fund(*, actor: Membership, on: date, aid: FundAid, ruled: dict[str, Any], version: str) -> FundAid:
    """Note the decision: `ruled` holds sense, amount granted, ground, day, from where it is known and who signed.

    Raises `Refused` before an opinion, twice, above what was asked or what is left of the line, for a decision by
    delegation that no delegate takes.
    """
    held = _held(actor, aid, version)
    if held.opinion_on is None:
        raise no("no_opinion", "La décision vient après l’avis.")
    if held.decided_on is not None:
        raise no("decided_already", "La décision est déjà notée.")
    _past(ruled["decided_on"], held.opinion_on, on, "decided_on", "avant l’avis")
    own = ruled["decided_from"] == Source.OWN_DESK
    if own and actor.role != Role.DELEGATE:
        raise no("decided_from", "Par délégation, seule la délégation décide. Sinon, notez la décision signée.")
    if not own and not ruled["signed_name"].strip():
        raise no("signed_name", "Notez qui a signé la décision.")
    granted = ruled["granted"] if ruled["sense"] == FundSense.GRANT else None
    if ruled["sense"] == FundSense.GRANT:
        if granted is None or granted <= 0:
            raise no("granted", "Une aide accordée a un montant.")
        if granted > held.asked:
            raise no("granted", f"{euros(held.asked)} sont demandés : l’aide ne peut être plus grande.")
        _within(held.line, granted, "granted")
    elif not ruled["ground"]:
        raise no("ground", "Un refus dit son motif.", article="CRPA L211-2")
    held.sense, held.granted = ruled["sense"], granted
    held.ground = "" if granted else ruled["ground"]
    held.decided_on, held.decided_from, held.decided_by = ruled["decided_on"], ruled["decided_from"], actor
    held.signed_name = "" if own else ruled["signed_name"].strip()
    held.save(
        update_fields=[
            "sense", "granted", "ground", "decided_on", "decided_from", "decided_by", "signed_name",
        ]
    )  # fmt: skip
    _trace("fund_decided", held, sense=held.sense, source=held.decided_from)
    return held


@verb
@transaction.atomic
def pay_fund(
    *, actor: Membership, on: date, aid: FundAid, amount: Decimal, paid_on: date, invoice: str, version: str
) -> FundAid:
    """Note what was paid, of which invoice. Raises `Refused` for more than was granted, or an invoice paid already."""
    held = _held(actor, aid, version)
    if held.sense != FundSense.GRANT or held.granted is None or held.decided_on is None:
        raise no("not_granted", "Cette aide n’est pas accordée : rien n’est à payer.")
    if held.paid_on is not None:
        raise no("paid_already", "Le paiement de cette aide est déjà noté.")
    _past(paid_on, held.decided_on, on, "paid_on", "avant la décision")
    if not 0 < amount <= held.granted:
        raise no("amount", f"{euros(held.granted)} sont accordés : le paiement va jusqu’à ce montant.")
    number = invoice.strip().upper()
    if not INVOICE.fullmatch(number):
        raise no("invoice", "Un numéro de facture a des lettres, des chiffres et - / . _ ; ni accent ni espace.")
    if FundAid.objects.filter(departement=held.departement, invoice=number).exists():
        raise no("invoice", "Cette facture est déjà payée par le fonds.")
    held.paid, held.paid_on, held.invoice, held.paid_by = amount, paid_on, number, actor
    held.save(update_fields=["paid", "paid_on", "invoice", "paid_by"])
    _trace("fund_paid", held)
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
    _trace("fund_withdrawn", held)
    return held


def _held(actor: Membership, aid: FundAid, version: str) -> FundAid:
    """The aid held for the act: all that is given of a département waits for one another."""
    require(access.can_rule_fund(actor, aid))
    lock(f"rights.fund:{aid.departement}")
    held = aids(actor).select_for_update(of=("self",)).select_related("line").get(pk=aid.pk)
    require(access.can_rule_fund(actor, held))
    if version != version_of(held):
        raise Stale
    return held


def _within(line: FundLine, amount: Decimal, field: str = "amount") -> None:
    left = left_of(line)
    if amount > left:
        raise no(field, f"Il reste {euros(left)} sur la ligne de {line.year} : ce montant la dépasse.")


def _past(day: date, after: date, on: date, field: str, before: str) -> None:
    if day > on:
        raise no(field, "Cette date est après aujourd’hui.")
    if day < after:
        raise no(field, f"Cette date est {before}.")


def _trace(kind: str, row: FundAid, **details: Any) -> None:
    trace.record(kind, antennes=[row.antenne_id], departement=row.departement, object_id=row.pk, **details)
