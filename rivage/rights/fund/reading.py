"""What the fund holds: the lines of a département, what is given of each, and the aids open to a reader."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.core.french import amount
from rivage.core.logins import connection
from rivage.law.wording import day
from rivage.rights.enums import FundStep
from rivage.rights.models import FundAid, FundCorrection, FundLine

NO_TEXT = "Aucun texte ne crée ce fonds : il suit la recommandation n° 20 du rapport de 2019."


def aids(membership: Membership) -> QuerySet[FundAid]:
    """Those of its départements for whoever instructs; an antenne its own."""
    rows = FundAid.objects.filter(departement__in=membership.departements)
    return rows.filter(antenne=membership.body_id) if membership.is_antenne else rows


def lines(membership: Membership) -> QuerySet[FundLine]:
    return FundLine.objects.filter(departement__in=membership.departements)


def line_of(membership: Membership, on: date, departement: str = "") -> FundLine | None:
    """The line of the year, None where the fund is not open: the usual case."""
    found = lines(membership).filter(year=on.year)
    return (found.filter(departement=departement) if departement else found).order_by("departement").first()


def left_of(line: FundLine) -> Decimal:
    """What may still be given: the budget less what was paid, or granted and not paid yet."""
    with connection().cursor() as cursor:
        cursor.execute("SELECT rights_fund_left(%s)", [line.pk])
        left = cursor.fetchone()[0]
    return left if left is not None else Decimal(0)


def said_of(row: FundAid | FundCorrection, step: str) -> str:
    """What a step noted, in words; "" where nothing is noted of it."""
    if step == FundStep.OPINION and row.opinion_on is not None:
        return f"avis {row.get_opinion_display()}, donné par {row.get_voice_display()} le {day(row.opinion_on)}"
    if step == FundStep.DECISION and row.decided_on is not None:
        granted = f" : {amount(row.granted)}" if row.granted is not None else ""
        ground = f", {row.get_ground_display()}" if row.ground else ""
        return f"{row.get_sense_display()} le {day(row.decided_on)}{granted}{ground}, {_signed(row)}"
    if row.paid_on is not None and row.paid is not None and step == FundStep.PAYMENT:
        return f"{amount(row.paid)} le {day(row.paid_on)}, facture {row.invoice}"
    return ""


def _signed(row: FundAid | FundCorrection) -> str:
    by = f"signée par {row.signed_name}" if row.signed_name else ""
    return ", ".join(filter(None, ["par délégation" if row.decided_from == Source.OWN_DESK else "", by]))
