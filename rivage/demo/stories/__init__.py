"""The stories of the demo: invented people at every step of the path, told through the actions."""

from rivage.core import clock
from rivage.demo.country import Country
from rivage.demo.stories import (
    active,
    beside,
    between,
    commission,
    elsewhere,
    evaluations,
    fund,
    gironde,
    lapsing,
    leaving,
    months,
    outings,
    permits,
    takeover,
)
from rivage.demo.stories.telling import Telling
from rivage.rights.alerts import actions as alerts


def tell(country: Country) -> None:
    """Tell every story. The order is that of the days, département by département."""
    telling = Telling(country)
    commission.compose(telling, "33", "claire.digue", "odile.cap", -199)
    commission.compose(telling, "75", "sophie.rade", "omar.cale", -199)
    permits.earlier_session(telling)
    gironde.first_session(telling)
    permits.permits(telling)
    months.paid(telling)
    leaving.approved(telling)
    fund.asked(telling)
    outings.gone(telling)
    takeover.takeover(telling)
    lapsing.lapsing(telling)
    gironde.second_session(telling)
    gironde.coming_session(telling)
    beside.beside(telling)
    active.active(telling)
    evaluations.evaluations(telling)
    between.between(telling)
    leaving.leaving(telling)
    elsewhere.paris(telling)
    country.name_interim()
    commission.compose(telling, "23", "claire.digue@23", "rene.chenal", -18)
    elsewhere.creuse(telling)
    # As every morning: what is about to lapse is told to whoever can act.
    for code in ("23", "33", "75"):
        alerts.sweep(departement=code, on=clock.today(code))
