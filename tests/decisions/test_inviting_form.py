"""Few days to answer are confirmed by who invites; more are asked nothing."""

import pytest

from rivage.decisions.forms import InviteForm


def typed(until: str, **more: str) -> InviteForm:
    return InviteForm({"invite-invited_on": "2026-03-02", "invite-until": until} | more)


@pytest.mark.parametrize("until", ["2026-03-03", "2026-03-16"])
def test_fewer_than_fifteen_days_are_confirmed(until: str) -> None:
    form = typed(until)
    assert not form.is_valid()
    assert "confirmez plus bas" in form.errors["until"][0]
    assert not form["short"].value(), "nothing is confirmed for anybody"
    assert typed(until, **{"invite-short": "on"}).is_valid()


@pytest.mark.parametrize("until", ["2026-03-17", "2026-05-01"])
def test_fifteen_days_are_asked_nothing(until: str) -> None:
    form = typed(until)
    assert form.is_valid()
    assert "short" not in form.fields
