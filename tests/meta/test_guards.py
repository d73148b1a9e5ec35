"""The guards of every test bite (tests/guards.py), and the migrations say what the models say."""

import socket

import pytest
from django.core.management import call_command
from django.template import engines

from rivage.accounts.models import RoleRow
from tests.guards import Outside


def test_an_undefined_variable_of_a_template_fails() -> None:
    template = engines["django"].from_string("{{ known }}{{ person.called }}")
    with pytest.raises(pytest.fail.Exception, match=r"person\.called"):
        template.render({"known": "x"})


def test_a_condition_may_ask_whether_a_variable_is_there() -> None:
    assert engines["django"].from_string("{% if person %}x{% endif %}").render({}) == ""


@pytest.mark.django_db
def test_rows_in_no_order_come_in_any_order() -> None:
    seen = {tuple(RoleRow.objects.values_list("pk", flat=True)) for _ in range(3)}
    assert len(seen) == 3
    ordered = {tuple(RoleRow.objects.order_by("pk").values_list("pk", flat=True)) for _ in range(3)}
    assert len(ordered) == 1


@pytest.mark.django_db
def test_a_slice_of_rows_in_no_order_is_refused() -> None:
    with pytest.raises(AssertionError, match="RoleRow"):
        RoleRow.objects.all()[0]
    assert RoleRow.objects.first() == RoleRow.objects.order_by("pk")[0]


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_word_leaves_the_machine(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(family, kind) as outgoing, pytest.raises(Outside, match=host):
            outgoing.connect((host, 9))
    with socket.socket(family, socket.SOCK_DGRAM) as outgoing, pytest.raises(Outside, match=host):
        outgoing.sendto(b"", (host, 9))


def test_no_name_is_asked_of_the_network() -> None:
    with pytest.raises(Outside, match=r"rivage\.invalid"):
        socket.create_connection(("rivage.invalid", 443))


def test_the_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]):
        pass


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
