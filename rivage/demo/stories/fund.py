"""Gironde opens its social action fund: one aid paid, one that waits for its opinion, nobody named."""

from decimal import Decimal

from rivage.core.versions import version_of
from rivage.demo.stories.telling import Telling
from rivage.rights.fund import actions as rights
from rivage.rights.models import FundAid

# The line and what is asked of it are of one day: a line is of one year.
ASKED, GIVEN, DECIDED, PAID = -9, -7, -5, -2


def asked(telling: Telling) -> None:
    """One to its end, one to rule on."""
    with telling.on(ASKED, "claire.digue") as (actor, on):
        line = rights.set_line(actor=actor, on=on, departement="33", amount=Decimal(8000))
    with telling.on(ASKED, "jeanne.quai") as (actor, on):
        aid = rights.ask_fund(actor=actor, on=on, line=line, purpose="transport", amount=Decimal(620))
        rights.ask_fund(actor=actor, on=on, line=line, purpose="training", amount=Decimal(340))
    with telling.on(GIVEN, "claire.digue") as (actor, on):
        given = {"opinion": "favourable", "voice": "commission"}
        rights.give_opinion(actor=actor, on=on, aid=aid, opinion_on=on, version=_shown(aid), **given)
    with telling.on(DECIDED, "claire.digue") as (actor, on):
        ruled = {"sense": "grant", "granted": Decimal(600), "ground": "", "decided_on": on}
        ruled |= {"decided_from": "signed_paper", "signed_name": "Anne Sémaphore"}
        rights.decide_fund(actor=actor, on=on, aid=aid, ruled=ruled, version=_shown(aid))
    with telling.on(PAID, "claire.digue") as (actor, on):
        paid, read = Decimal("589.90"), _shown(aid)
        rights.pay_fund(actor=actor, on=on, aid=aid, amount=paid, paid_on=on, invoice="V-2041", version=read)


def _shown(aid: FundAid) -> str:
    return version_of(FundAid.objects.get(pk=aid.pk))
