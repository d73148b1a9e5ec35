"""The document of the aid, read on its day: what is held today × what the demande said. No database."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rivage.dossiers.afis import DOCUMENT
from rivage.dossiers.enums import Held
from rivage.law.afis import AfisFacts, Claim, Nationality, evaluate
from rivage.law.verdict import Verdict
from rivage.rights.aid.documents import held_on, on_the_day
from rivage.rights.clocks.permit import requests
from tests.rights.clocks.test_gaps import fact

ON = date(2026, 11, 21)
# Where the permit of the path stands that day: the facts noted of it.
TODAY: dict[str, tuple[Any, ...]] = {
    "nothing asked": (),
    "asked": (fact("requested", -20),),
    "first receipt": (fact("requested", -20), fact("receipt", -10, 80)),
    "delivered": (fact("requested", -20), fact("delivered", -5, 175)),
    "receipt of a renewal": (fact("delivered", -190, -9), fact("requested", -30, n=2), fact("receipt", -20, 60, n=2)),
    "ended": (fact("delivered", -190, -9),),
    "refused": (fact("requested", -60), fact("refused", -5)),
}
NOT_YET = "Pas encore de titre : l’aide ne peut être accordée qu’une fois un titre délivré."
NOT_YET_NONE = f"{NOT_YET} Au jour de la demande : aucun des trois documents admis."
ASKED = "Pas encore de titre (demandé le 1er novembre) : l’aide ne peut être accordée qu’une fois un titre délivré."
ASKED_NONE = f"{ASKED} Au jour de la demande : aucun des trois documents admis."
PERMIT = (
    "La personne a une autorisation provisoire de séjour autorisant à travailler. Valable jusqu’au 15 mai 2027 inclus."
)
RECEIPT = "La personne a un récépissé de demande de renouvellement. Valable jusqu’au 20 janvier 2027 inclus."
ENDED = "Le titre a fini le 12 novembre : l’aide pourra être accordée dès qu’il est renouvelé."
REFUSED = "Le titre a été refusé le 16 novembre : l’aide pourra être accordée si un titre vient."
TITLE_THEN = "Au jour de la demande : un document de séjour de l’article L411-1 du CESEDA."
APS_THEN = "Au jour de la demande : une autorisation provisoire de séjour autorisant à travailler."
RENEWAL_THEN = "Au jour de la demande : un récépissé de demande de renouvellement."
UNKNOWN = "Il manque le document de séjour."
SAID = {Held.TITLE: TITLE_THEN, Held.APS: APS_THEN, Held.RENEWAL: RENEWAL_THEN}


def words(today: str, said: Held) -> tuple[str, str]:
    """What the page says in each cell, and how it weighs."""
    settled = {"delivered": ("yes", PERMIT), "receipt of a renewal": ("yes", RECEIPT), "ended": ("question", ENDED)}
    if today in settled:
        return settled[today]
    if said in SAID:
        return "yes", SAID[said]
    if said == Held.NOT_ASKED:
        return "question", UNKNOWN
    if today == "refused":
        return "question", REFUSED
    return "question", NOT_YET_NONE if today == "nothing asked" else ASKED_NONE


def read(today: str, said: Held, nationality: Nationality | None = Nationality.OTHER) -> Verdict:
    permits, told = requests(TODAY[today], {}), DOCUMENT.get(said)
    facts = AfisFacts(
        decided_on=ON,
        departement="33",
        path_authorised=True,
        born_on=date(1994, 3, 1),
        nationality=nationality,
        document=held_on(permits, told, ON),
        requested_on=ON - timedelta(days=120),
        resources=Decimal(0),
        children=0,
        rsa=Claim.NO,
        ada=Claim.NO,
    )
    return on_the_day(evaluate(facts), permits, told, ON)


@pytest.mark.parametrize("said", list(Held))
@pytest.mark.parametrize("today", list(TODAY))
def test_each_document_of_today_beside_each_word_of_the_demande(today: str, said: Held) -> None:
    verdict = read(today, said)
    outcome, sentence = words(today, said)
    reason = next(one for one in verdict.reasons if one.code in ("document", "document_awaited", "missing_document"))
    assert (reason.outcome, reason.sentence.replace("\u00a0", " ")) == (outcome, sentence)
    assert verdict.outcome == outcome, "what was true at the demande refuses nothing"


@pytest.mark.parametrize("said", list(Held))
@pytest.mark.parametrize("today", list(TODAY))
def test_a_european_needs_none(today: str, said: Held) -> None:
    verdict = read(today, said, Nationality.EUROPEAN)
    assert verdict.outcome == "yes"
    assert "La nationalité suffit" in verdict.sentence
    assert "Au jour de la demande" not in verdict.sentence
