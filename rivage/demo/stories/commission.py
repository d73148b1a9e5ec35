"""The commissions of the three départements: arrêté, seats, members; one member with two hats, one on two seats."""

from typing import Any

from rivage.accounts.models import Membership
from rivage.commissions import actions
from rivage.commissions.models import SeatHolder
from rivage.core.versions import version_of
from rivage.demo.country import DOMAIN, Country
from rivage.demo.stories.telling import Telling
from rivage.law import commission as law

# Names by seat number of R121-12-7; whoever holds seat 2 also holds seat 7, as one director often does.
HOLDERS = {
    "33": "Marc Ponton, Anne Passerelle, Luc Vedette, Paule Amer, Inès Goulet, Rémi Musoir, , Sylvie Jusant,"
    "Dr Omar Cabestan, Nora Estacade, Hélène Môle",
    "75": "Jean Bollard, Zoé Darse, Karim Étrave, Lou Misaine, Guy Taquet, Ada Drisse, , Ève Hauban,"
    "Dr Max Poulie, Fanny Gréement, Léo Dérive",
    "23": "Ève Margelle, Hugues Étang, Colin Ruisseau, , Marthe Vanne, Denis Gué, , Alix Source,"
    "Dr Yvon Bief, Pia Cascade, Tom Galet",
}
WITH_ACCOUNT = {
    "33": {1: "marc.ponton", 3: "luc.vedette", 9: "omar.cabestan", 11: "helene.mole"},
    "75": {},
    "23": {1: "eve.margelle", 9: "yvon.bief"},
}
# The antenne from which the associations' member comes: she stands aside on its files.
FROM = {"33": "estuaire33", "75": "estuaire75", "23": "amarres23"}


def compose(telling: Telling, code: str, login: str, chair: str, days: int) -> None:
    """Compose one commission by its délégation."""
    country = telling.country
    with telling.on(days, login) as (actor, on):
        actions.set_order(
            actor=actor,
            on=on,
            departement=code,
            order_reference=f"n° {code}-12, inventé",
            order_date=on,
            version=version_of(),
        )
        presides = country[chair].user
        actions.name_holder(
            actor=actor, on=on, seat=None, departement=code, starts=on, name=str(presides), user=presides
        )
        held: dict[int, Any] = {}
        for kind in law.composition(on):
            if not kind.on_files:
                continue
            seat = actions.add_seat(actor=actor, on=on, departement=code, kind=str(kind.number), label=kind.seat)
            if kind.number == 4 and code == "23":
                actions.change_seat(
                    actor=actor,
                    on=on,
                    seat=seat,
                    label=seat.label,
                    no_such_service=True,
                    version=version_of(seat),
                )
                continue
            if kind.number == 7:
                actions.name_holder(actor=actor, on=on, seat=seat, starts=on, member=held[2])
                continue
            body = country.bodies[FROM[code]] if kind.number == law.ASSOCIATIONS else None
            name = HOLDERS[code].split(",")[kind.number - 1].strip()
            held[kind.number] = actions.name_holder(actor=actor, on=on, seat=seat, starts=on, name=name, body=body)
    _open_accounts(telling, code, login, chair, days)


def _open_accounts(telling: Telling, code: str, login: str, chair: str, days: int) -> None:
    country: Country = telling.country
    for number, account in WITH_ACCOUNT[code].items():
        with telling.on(days, login) as (actor, on):
            holder = SeatHolder.objects.select_related("seat", "member").get(departement=code, seat__kind=str(number))
            proposed: Membership = actions.propose_account(
                actor=actor, on=on, holder=holder, email=f"{account}@{DOMAIN}"
            )
        # Whom the délégation confirmed does not confirm what it proposes.
        apart = country[chair] if country[chair].confirmed_by_id != proposed.proposed_by_id else country.admins[0]
        country.confirm(f"{account}@siege", proposed, apart, telling.afternoon(days))
