"""The aids of the fund as a list: by year, by state, by words; and as a file."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, matches, ordered
from rivage.core.tables import Column, Link, State
from rivage.people.tables import of_antenne
from rivage.rights.enums import FundSense
from rivage.rights.fund.reading import aids, lines
from rivage.rights.models import FundAid

STATE, YEAR = "etat", "annee"
STATES = {
    "": ("Toutes", Q()),
    "a-decider": ("À décider", Q(decided_on__isnull=True, withdrawn_on__isnull=True)),
    "a-payer": ("À payer", Q(sense=FundSense.GRANT, paid_on__isnull=True)),
    "payees": ("Payées", Q(paid_on__isnull=False)),
    "refusees": ("Refusées", Q(sense=FundSense.REFUSE)),
    "retirees": ("Retirées", Q(withdrawn_on__isnull=False)),
}
NOTHING = Empty("Aucune aide n’est demandée au fonds", "Une demande se range ici, sous son numéro et sans identité.")


def state_of(row: FundAid) -> State:
    if row.withdrawn_on is not None:
        return State("neutre", "x-lg", "retirée")
    if row.paid_on is not None:
        return State("ok", "check-circle", "payée")
    if row.sense == FundSense.GRANT:
        return State("attente", "hourglass-split", "accordée, à payer")
    if row.sense == FundSense.REFUSE:
        return State("neutre", "x-lg", "refusée")
    if row.opinion_on is not None:
        return State("cours", "clock", f"avis {row.get_opinion_display()}, à décider")
    return State("attente", "hourglass-split", "avis attendu")


def fund(membership: Membership) -> Listing:
    """Newest first; an antenne's its own."""
    columns = (
        Column(
            "number",
            "Numéro",
            lambda row: Link(row.number, link(membership, "rights:fund_aid", fundaid=row.pk)),
            "numero",
            "title",
            "number",
        ),
        *of_antenne(membership, lambda row: row.antenne.name, "antenne__name"),
        Column("purpose", "Objet", lambda row: row.get_purpose_display(), "objet", by="purpose"),
        Column("asked_on", "Demandée", lambda row: row.asked_on, "demandee", "date", "asked_on"),
        Column("asked", "Demandé", lambda row: row.asked, "demande", "euros", "asked"),
        Column("granted", "Accordé", lambda row: row.granted, "accorde", "euros", "granted"),
        Column("paid", "Payé", lambda row: row.paid, "paye", "euros", "paid"),
        Column("paid_on", "Payée le", lambda row: row.paid_on, "payee", "date", "paid_on"),
        Column("state", "État", state_of, kind="state"),
    )
    years = sorted({row.year for row in lines(membership)}, reverse=True)

    def rows(asked: Asked) -> "QuerySet[FundAid]":
        kept = aids(membership).filter(STATES[asked.chosen.get(STATE, "")][1])
        if year := asked.chosen.get(YEAR):
            kept = kept.filter(line__year=int(year))
        return kept.select_related("antenne")

    def found(asked: Asked) -> Found:
        kept = ordered(rows(asked), columns, asked)
        if not asked.words:
            return kept
        return [row for row in kept if matches(asked.words, *_texts(row))]

    return Listing(
        page="rights:fund",
        caption="Fonds d’action sociale",
        columns=columns,
        sort="-demandee",
        found=found,
        filters=(
            Filter(STATE, "État", [(word, label) for word, (label, _) in STATES.items()]),
            *([Filter(YEAR, "Année", [("", "Toutes"), *((str(y), str(y)) for y in years)])] if years else []),
        ),
        searched="Numéro, objet, association ou facture",
        empty=NOTHING,
        names=False,
        counted="aide",
        whole=lambda _: aids(membership).count(),
    )


def _texts(row: FundAid) -> Sequence[str]:
    return row.number, row.get_purpose_display(), row.antenne.name, row.invoice, row.path_number
