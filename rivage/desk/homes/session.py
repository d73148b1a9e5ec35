"""Homes of those who sit: the chair signs relevés, a seat reads before the session."""

from datetime import date

from rivage.accounts.models import Membership
from rivage.commissions.access import can_read
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core import clock
from rivage.core.french import day_in_words, hour
from rivage.desk.homes.items import Home, Item, PanelLine, SidePanel, link
from rivage.people import names


def chair(membership: Membership, on: date) -> Home:
    """Relevés to sign, oldest first; the files of the sessions to come, which the chair alone may postpone."""
    unsigned = list(
        Avis.objects.visible_to(membership)
        .filter(signed_at__isnull=True)
        .select_related("demande", "person", "item__seance")
        .order_by("rendered_at")
    )
    coming = _agenda(membership)
    called = names.called(membership, {row.person_id for row in (*unsigned, *coming)})
    items = tuple(
        Item(
            title="Signer le relevé d’avis",
            url=link(membership, "commissions:releve", item=row.item_id),
            since=clock.local_day(row.rendered_at, row.demande.departement),
            who=called.get(row.person_id, ""),
            reference=row.person.reference,
            consequence="La décision ne peut pas se prendre avant.",
            action="Relire",
        )
        for row in unsigned
    )
    panel = SidePanel(
        "À l’ordre du jour",
        tuple(
            PanelLine(
                title=called.get(row.person_id, row.person.reference),
                url=link(membership, "commissions:read", item=row.pk),
                reference=row.person.reference,
                note=_when(row.seance, row.departement),
            )
            for row in coming
        ),
        "Aucun dossier n’est inscrit à une séance convoquée.",
    )
    return Home(
        items=items,
        panels=(panel,),
        nothing_title="Aucun relevé à signer",
        nothing_text="À la fin d’une séance, chaque avis rendu arrive ici pour votre signature.",
        on=on,
    )


def seat(membership: Membership, on: date) -> Home:
    """Files to read before the session, by number: a seat never reads a name."""
    items = tuple(
        Item(
            title="Lire le dossier",
            url=link(membership, "commissions:read", item=row.pk),
            due=clock.local_day(row.seance.at, row.departement),
            reference=row.person.reference,
            consequence="La lecture se ferme à la fin de la séance.",
            action="Lire",
        )
        for row in _agenda(membership)
        if can_read(membership, row)
    )
    return Home(
        items=items,
        nothing_title="Aucun dossier à lire",
        nothing_text="Les dossiers d’une séance s’ouvrent à sa convocation et se ferment à sa fin.",
        on=on,
    )


def _agenda(membership: Membership) -> list[AgendaItem]:
    return list(
        AgendaItem.objects.visible_to(membership)
        .filter(seance__closed_at__isnull=True, postponed_at__isnull=True, avis__isnull=True)
        .select_related("seance", "person", "demande")
        .order_by("seance__at", "position")
    )


def _when(seance: Seance, departement: str) -> str:
    at = seance.at.astimezone(clock.zone(departement))
    return f"séance du {day_in_words(at.date(), on=clock.today(departement))}, {hour(at.time())}"
