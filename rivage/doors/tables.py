"""The list of the accounts that are closed now."""

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.french import folded, moment
from rivage.core.lists import Asked, Empty, Filter, Listing, matches, ranked
from rivage.core.tables import Column, Link
from rivage.doors import shut
from rivage.doors.models import Recovery
from rivage.doors.shut import CODES, PASSWORD, Shut
from rivage.law.wording import count

WHAT = "ferme"
KINDS = (("", "Tout"), ("mot-de-passe", "Le mot de passe"), ("codes", "Les codes"))
OF_KIND = {"mot-de-passe": PASSWORD, "codes": CODES}
NONE = Empty("Aucun compte n’est fermé", "Un compte se ferme après des mots de passe ou des codes faux.")
NO_ANSWER = Empty("Aucun compte fermé ne répond", "Changez le mot cherché ou le choix fait.")


def closed(actor: Membership) -> Listing:
    """Every account that is closed now, the last closed first."""

    def who(row: Shut) -> Link:
        url = link(actor, "accounts:membership", fonction=row.first.pk) if row.first else ""
        return Link(row.user.name, url)

    def opened(row: Shut) -> Link | None:
        if row.first is None or row.user.pk == actor.user_id:
            return None
        page = "recovery:ask" if isinstance(row.held, Recovery) else "recovery:reopen"
        return Link(row.asked or "demander de le rouvrir", link(actor, page, fonction=row.first.pk))

    columns = (
        Column("who", "Compte", who, sort="nom", kind="title", by=lambda row: folded(row.user.name)),
        Column("what", "Ce qui est fermé", what),
        Column("since", "Depuis", lambda row: moment(row.since, actor.zone), sort="depuis", by=lambda row: row.since),
        Column(
            "until", "S’ouvre seul", lambda row: moment(row.until, actor.zone), sort="jusque", by=lambda row: row.until
        ),
        Column("asked", "Le rouvrir", opened, kind="link"),
        Column("second", "Deuxième personne", lambda row: row.second),
    )

    def found(asked: Asked) -> list[Shut]:
        kind = OF_KIND.get(asked.chosen[WHAT])
        rows = (row for row in shut.now() if kind in (None, row.what) and matches(asked.words, row.user.name))
        return ranked(rows, columns, asked, then=lambda row: (folded(row.user.name), row.user.pk, row.what))

    return Listing(
        page="recovery:shut",
        caption="Comptes fermés",
        columns=columns,
        sort="-depuis",
        found=found,
        filters=(Filter(WHAT, "Ce qui est fermé", KINDS),),
        searched="Nom",
        empty=NONE,
        nothing=NO_ANSWER,
    )


def what(row: Shut) -> str:
    """What closed it, and from how many places: never which."""
    if row.what == CODES:
        return "ses codes, partout : trente faux en un mois"
    return f"son mot de passe, de {count(row.lines, 'lieu', 'lieux')} : cinq faux en un quart d’heure"
