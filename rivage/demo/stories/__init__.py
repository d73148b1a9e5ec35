"""The stories of the demo: invented people at every step of the path, told through the actions."""

from rivage.demo.country import Country


def tell(country: Country) -> None:
    """Tell every story."""
