"""An address under a membership is the one that Django gives, whatever it names and wherever the house is served."""

import uuid

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from rivage.accounts.http import link
from rivage.accounts.models import Membership


@pytest.mark.parametrize("prefix", ["/", "/rivage/"])
def test_an_address_is_the_one_that_django_gives(prefix: str) -> None:
    set_script_prefix(prefix)
    try:
        for _ in range(2):
            acting, one = Membership(pk=uuid.uuid4()), uuid.uuid4()
            for name, ids in (
                ("desk:home", {}),
                ("people:person", {"person": one}),
                ("dossiers:demande", {"demande": one}),
            ):
                assert link(acting, name, **ids) == reverse(name, kwargs={"membership": acting.pk, **ids})
            assert link(acting, "people:person", person=str(one)) == link(acting, "people:person", person=one)
            assert link(acting, "people:person", person=one).startswith(f"{prefix}m/{acting.pk}/")
    finally:
        set_script_prefix("/")


def test_a_page_that_does_not_exist_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        link(Membership(pk=uuid.uuid4()), "people:person", demande=uuid.uuid4())
