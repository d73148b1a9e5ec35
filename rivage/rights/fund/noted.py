"""What is noted of an aid of the fund, step after step: the values that each gives to its columns, or why not."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rivage.accounts.enums import Role, Source
from rivage.accounts.models import Membership
from rivage.core.french import amount as euros
from rivage.core.refusal import no
from rivage.rights.enums import FundGround, FundOpinion, FundSense, FundStep
from rivage.rights.fund.reading import left_of
from rivage.rights.models import FundAid, FundLine

# A number of invoice, and nothing that could be a sentence, nor a name: beside the words that announce one, no three
# letters follow each other (rows_fund.sql).
INVOICE = re.compile(r"[A-Z0-9][A-Z0-9/._-]{0,39}")
ANNOUNCED = re.compile(r"FACTURE|FACT|FAC|INV|REF")
WORDS = re.compile(r"[A-Z]{3}")
Values = Mapping[str, Any]
# The columns of each step as they stand before it.
NONE: dict[str, Values] = {
    FundStep.OPINION: {"opinion": "", "voice": "", "opinion_on": None, "opinion_by": None},
    FundStep.DECISION: {
        "sense": "", "granted": None, "ground": "", "decided_on": None, "decided_from": "", "signed_name": "",
        "decided_by": None,
    },
    FundStep.PAYMENT: {"paid": None, "paid_on": None, "invoice": "", "paid_by": None},
}  # fmt: skip
COLUMNS = tuple(name for values in NONE.values() for name in values if not name.endswith("_by"))


def last(aid: FundAid) -> FundStep | None:
    """The step that was noted last, which alone may be corrected: what came after rests on what came before."""
    if aid.paid_on is not None:
        return FundStep.PAYMENT
    if aid.decided_on is not None:
        return FundStep.DECISION
    return FundStep.OPINION if aid.opinion_on is not None else None


def coming(aid: FundAid) -> FundStep | None:
    """The step that comes next; None when nothing does."""
    if aid.withdrawn_on is not None or aid.sense == FundSense.REFUSE or aid.paid_on is not None:
        return None
    if aid.opinion_on is None:
        return FundStep.OPINION
    return FundStep.DECISION if aid.decided_on is None else FundStep.PAYMENT


def opinion(aid: FundAid, said: Values, actor: Membership, on: date) -> Values:
    """What an opinion writes. Raises `Refused`."""
    _past(said["opinion_on"], aid.asked_on, on, "opinion_on", "avant la demande")
    if said["opinion"] not in FundOpinion.values:
        raise no("opinion", "Un avis est favorable ou défavorable.")
    return {**{name: said[name] for name in ("opinion", "voice", "opinion_on")}, "opinion_by": actor}


def ruling(aid: FundAid, said: Values, actor: Membership, on: date) -> Values:
    """What a decision writes. Raises `Refused`."""
    if aid.opinion_on is None:
        raise no("no_opinion", "La décision vient après l’avis.")
    _past(said["decided_on"], aid.opinion_on, on, "decided_on", "avant l’avis")
    own, signed = said["decided_from"] == Source.OWN_DESK, said["signed_name"].strip()
    if own and actor.user is not None:
        signed = signed or actor.user.name
    if own and actor.role != Role.DELEGATE:
        raise no("decided_from", "Par délégation, seule la délégation décide. Sinon, notez la décision signée.")
    if not signed:
        raise no("signed_name", "Notez qui a signé la décision.")
    granted = None
    if said["sense"] == FundSense.GRANT:
        granted = _granted(aid, said)
    else:
        _check_refusal(aid, said)
    return {
        "sense": said["sense"], "granted": granted, "ground": "" if granted else said["ground"],
        "decided_on": said["decided_on"], "decided_from": said["decided_from"], "signed_name": signed,
        "decided_by": actor,
    }  # fmt: skip


def _granted(aid: FundAid, said: Values) -> Decimal:
    granted: Decimal | None = said["granted"]
    if granted is None or granted <= 0:
        raise no("granted", "Une aide accordée a un montant.")
    if granted > aid.asked:
        raise no("granted", f"{euros(aid.asked)} sont demandés : l’aide ne peut être plus grande.")
    if said["ground"]:
        raise no("ground", "Ce motif est celui d’un refus : ôtez-le pour accorder, ou notez un refus.")
    within(aid.line, granted, "granted", freed=aid.granted)
    return granted


def _check_refusal(aid: FundAid, said: Values) -> None:
    if not said["ground"]:
        raise no("ground", "Un refus dit son motif.", article="CRPA L211-2")
    if said["granted"]:
        raise no("granted", "Un refus n’a pas de montant : ôtez-le, ou accordez l’aide.")
    if said["ground"] == FundGround.BUDGET and suffices(aid) and not said.get("sure"):
        raise no("sure", f"Il reste {euros(_left(aid))} sur la ligne, et {euros(aid.asked)} sont demandés.")


def suffices(aid: FundAid) -> bool:
    """Whether what is left of the line pays what is asked."""
    return _left(aid) >= aid.asked


def _left(aid: FundAid) -> Decimal:
    """What is left were nothing given of this aid."""
    return left_of(aid.line) + (aid.granted or Decimal(0))


def payment(aid: FundAid, said: Values, actor: Membership, on: date) -> Values:
    """What a payment writes. Raises `Refused`."""
    if aid.granted is None or aid.decided_on is None:
        raise no("not_granted", "Cette aide n’est pas accordée : rien n’est à payer.")
    _past(said["paid_on"], aid.decided_on, on, "paid_on", "avant la décision")
    if not 0 < said["amount"] <= aid.granted:
        raise no("amount", f"{euros(aid.granted)} sont accordés : le paiement va jusqu’à ce montant.")
    number = said["invoice"].strip().upper()
    if not INVOICE.fullmatch(number):
        raise no("invoice", "Un numéro de facture a des lettres, des chiffres et - / . _ ; ni accent ni espace.")
    if not any(map(str.isdigit, number)) or WORDS.search(ANNOUNCED.sub(" ", number)):
        raise no("invoice", "Un numéro de facture a des chiffres et deux lettres de suite au plus : jamais un nom.")
    if FundAid.objects.filter(departement=aid.departement, invoice=number).exclude(pk=aid.pk).exists():
        raise no("invoice", "Cette facture est déjà payée par le fonds.")
    if aid.paid is not None:
        within(aid.line, said["amount"], freed=aid.paid)
    return {"paid": said["amount"], "paid_on": said["paid_on"], "invoice": number, "paid_by": actor}


READ: dict[str, Callable[[FundAid, Values, Membership, date], Values]] = {
    FundStep.OPINION: opinion,
    FundStep.DECISION: ruling,
    FundStep.PAYMENT: payment,
}


def differs(aid: FundAid, found: Values) -> bool:
    """Whether anything but who notes it is other than what is noted."""
    return any(getattr(aid, name) != value for name, value in found.items() if not name.endswith("_by"))


def write(aid: FundAid, found: Values) -> None:
    """Give the columns of a step their values, and no other."""
    if aid.paid is not None and found.get("paid", aid.paid) is None:
        within(aid.line, aid.granted or Decimal(0), freed=aid.paid)
    for name, value in found.items():
        setattr(aid, name, value)
    aid.save(update_fields=list(found))


def within(line: FundLine, amount: Decimal, field: str = "amount", freed: Decimal | None = None) -> None:
    """Raise `Refused` above what is left of the line. `freed`: what is given of it already, for the same aid."""
    left = left_of(line) + (freed or Decimal(0))
    if amount > left:
        raise no(field, f"Il reste {euros(left)} sur la ligne de {line.year} : ce montant la dépasse.")


def _past(day: date, after: date, on: date, field: str, before: str) -> None:
    if day > on:
        raise no(field, "Cette date est après aujourd’hui.")
    if day < after:
        raise no(field, f"Cette date est {before}.")
