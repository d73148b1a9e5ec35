"""The commissions of the three départements: arrêté, seats, members; one member with two hats, one on two seats."""

from rivage.accounts.models import Membership
from rivage.commissions import actions
from rivage.commissions.models import SeatHolder
from rivage.demo.country import DOMAIN, PASSWORD, Country
from rivage.demo.stories.telling import Telling
from rivage.law import commission as law

# Names by seat number of R121-12-7; the same person on seats 2 and 7, as one director often is.
HOLDERS = {
    1: "Marc Ponton",
    2: "Anne Passerelle",
    3: "Luc Vedette",
    4: "Paule Amer",
    5: "Inès Goulet",
    6: "Rémi Musoir",
    8: "Sylvie Jusant",
    9: "Dr Omar Cabestan",
    10: "Nora Estacade",
    11: "Hélène Môle",
}
WITH_ACCOUNT = {1: "marc.ponton", 3: "luc.vedette", 9: "omar.cabestan", 11: "helene.mole"}


def compose(telling: Telling, code: str, login: str, chair: str, days: int, *, accounts: bool) -> None:
    """Compose one commission by its délégation."""
    country = telling.country
    with telling.on(days, login) as (actor, on):
        actions.set_order(
            actor=actor, on=on, departement=code, order_reference=f"Arrêté inventé n° {code}-12", order_date=on
        )
        presides = country[chair].user
        actions.name_holder(
            actor=actor, on=on, seat=None, departement=code, starts=on, name=str(presides), user=presides
        )
        held = {}
        for kind in law.composition(on):
            if not kind.on_files:
                continue
            seat = actions.add_seat(actor=actor, on=on, departement=code, kind=str(kind.number), label=kind.label)
            if kind.number == 4 and code == "23":
                actions.change_seat(actor=actor, on=on, seat=seat, label=seat.label, no_such_service=True)
                continue
            if kind.number == 7:
                actions.name_holder(actor=actor, on=on, seat=seat, starts=on, member=held[2])
                continue
            body = country.bodies["estuaire33"] if kind.number == 11 and code == "33" else None
            held[kind.number] = actions.name_holder(
                actor=actor, on=on, seat=seat, starts=on, name=HOLDERS[kind.number], body=body
            )
    if accounts:
        _open_accounts(telling, code, login, chair, days)


def _open_accounts(telling: Telling, code: str, login: str, chair: str, days: int) -> None:
    country: Country = telling.country
    for number, account in WITH_ACCOUNT.items():
        with telling.on(days, login) as (actor, on):
            holder = SeatHolder.objects.select_related("seat", "member").get(departement=code, seat__kind=str(number))
            proposed: Membership = actions.propose_account(
                actor=actor, on=on, holder=holder, email=f"{account}@{DOMAIN}", password=PASSWORD
            )
        country.confirm(f"{account}@siege", proposed, country[chair], telling.noon(days))
