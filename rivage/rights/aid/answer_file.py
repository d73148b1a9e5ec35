"""A file of answers between its two presses: read, shown line by line, sent back sealed to be noted. None is kept.

What comes back is what was shown, or nothing: the seal holds for its order and its reader, for a day.
"""

import hashlib
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core import signing

from rivage.accounts.models import Membership
from rivage.core.refusal import no
from rivage.core.sheets_in import Read, Wrong
from rivage.rights.aid.answers import AnswerLine, parse
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisOrder

LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What a file says. `digest`: SHA-256 of its bytes."""

    digest: str
    read: Read[AnswerLine]


def opened(content: bytes) -> AnswerFile:
    """Read a file. Raises `Refused` when it cannot be trusted as a whole."""
    return AnswerFile(hashlib.sha256(content).hexdigest(), parse(content))


def sealed(file: AnswerFile, order: AfisOrder, reader: Membership) -> str:
    """The same as a page carries it."""
    lines = [
        (
            line.number,
            line.reference,
            line.month.isoformat(),
            line.answer,
            str(line.paid),
            line.on.isoformat(),
            line.paid_on.isoformat() if line.paid_on else "",
        )
        for line in file.read.lines
    ]
    told = [file.digest, lines, [astuple(wrong) for wrong in file.read.wrong]]
    return signing.dumps(told, salt=_salt(order, reader), compress=True)


def unsealed(text: str, order: AfisOrder, reader: Membership) -> AnswerFile:
    """What a page carried. Raises `Refused` when it was not sealed so, or too long ago."""
    try:
        digest, lines, wrong = signing.loads(text, salt=_salt(order, reader), max_age=LASTS)
    except signing.BadSignature:
        raise no(
            "not_read", "Cette lecture n’est plus valable : envoyez le fichier de nouveau. Rien n’a été changé."
        ) from None
    read = [
        AnswerLine(
            number,
            reference,
            date.fromisoformat(month),
            PayerAnswer(answer),
            Decimal(paid),
            date.fromisoformat(on),
            date.fromisoformat(paid_on) if paid_on else None,
        )
        for number, reference, month, answer, paid, on, paid_on in lines
    ]
    return AnswerFile(digest, Read(read, [Wrong(*each) for each in wrong]))


def _salt(order: AfisOrder, reader: Membership) -> str:
    return f"rivage.answers:{order.pk}:{reader.pk}"
