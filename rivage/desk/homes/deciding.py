"""Homes of the signatory, and of the payer."""

from datetime import date

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import day_in_short
from rivage.desk.homes.files import demandes, people_opened
from rivage.desk.homes.items import Home, Item, PanelLine, SidePanel, link
from rivage.desk.homes.months import to_answer
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Period
from rivage.law.period import ONE_DAY
from rivage.people import names


def signatory(membership: Membership, on: date) -> Home:
    """Decisions to sign, oldest avis first."""
    rows = list(demandes(membership, Step.OPINED).select_related("decision").prefetch_related("avis"))
    called = names.called(membership, {row.person_id for row in rows})
    items = []
    for row in rows:
        signed = [avis.signed_at for avis in row.avis.all() if avis.signed_at]
        draft = getattr(row, "decision", None)
        items.append(
            Item(
                title="Signer la décision" if draft else "Décider",
                url=link(membership, "decisions:decision", demande=row.pk),
                since=clock.local_day(max(signed), row.departement) if signed else None,
                who=called.get(row.person_id, ""),
                reference=row.person.reference,
                consequence="Un projet est prêt." if draft else "Aucun projet n’est encore préparé.",
                action="Ouvrir",
            )
        )
    return Home(
        items=tuple(items),
        nothing_title="Aucune décision à signer",
        nothing_text="Une décision se prend quand le relevé d’avis de la commission est signé : elle apparaît ici.",
        on=on,
    )


def payer(membership: Membership, on: date) -> Home:
    """What was granted and opened to the payer: a list to read, and orders to answer."""
    people = list(people_opened(membership))
    called = names.called(membership, {person.pk for person in people})
    periods = {
        period.person_id: period
        for period in Period.objects.lived().visible_to(membership).filter(person__in=people).order_by("starts")
    }
    lines = tuple(
        PanelLine(
            title=called.get(person.pk, person.reference),
            url=link(membership, "desk:file", person=person.pk),
            reference=person.reference,
            note=_period_words(periods.get(person.pk), on),
            icon="person-vcard",
        )
        for person in people
    )
    panel = SidePanel("Aides accordées", lines, "Aucune aide accordée ne vous est ouverte.")
    items = tuple(to_answer(membership, on))
    if items:
        return Home(items=items, panels=(panel,), on=on)
    many = len(lines)
    summary = f"{many} personne{'s' if many > 1 else ''} à lire." if many else "Rien ne vous est ouvert."
    return Home(panels=(panel,), nothing_title="", on=on, summary=summary)


def _period_words(period: Period | None, on: date) -> str:
    if period is None:
        return ""
    last = (period.ended_on or period.ends) - ONE_DAY
    return f"période {period.n}, du {day_in_short(period.starts, on=on)} au {day_in_short(last, on=on)} inclus"
