"""Roles and kinds of body are data: what the house's say, and that an app brings one more without touching another."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from rivage.accounts import duties, policies, roles
from rivage.accounts.forms import ProposeForm
from rivage.accounts.models import Body, Membership
from rivage.config.server import EmbeddedServer
from rivage.core import clock
from rivage.core.refusal import Refused
from tests.attack.test_roles import KNOWN, known
from tests.world import World, acting

# Role: kind of body that gives it, names under which files are opened to it in Gironde, for a seat of this id.
SEAT = uuid4()
GIVEN = {
    "referent": ("antenne", []),
    "lead": ("antenne", []),
    "head_office": ("head_office", []),
    "delegate": ("prefecture", ["delegate:33"]),
    "secretary": ("prefecture", ["delegate:33"]),
    "chair": ("prefecture", ["chair:33"]),
    "seat": ("prefecture", [f"seat:{SEAT}"]),
    "signatory": ("prefecture", ["signatory:33"]),
    "desk": ("desk", ["desk:33"]),
    "payer": ("payer", ["payer:33"]),
    "ministry": ("ministry", []),
    "region": ("region", []),
    "admin": ("rivage", []),
    "auditor": ("rivage", []),
    "system": ("rivage", []),
}
AUTHORITY = {
    "antenne": ("lead",),
    "head_office": ("head_office",),
    "prefecture": ("delegate", "chair"),
    "desk": ("desk",),
    "payer": ("payer",),
    "ministry": ("ministry",),
    "region": ("region",),
    "rivage": ("admin",),
}
ONE_MORE = """
bodies:
  phare: {label: gardien de phare, authority: [keeper]}
roles:
  keeper: {label: Gardien ou gardienne, short: Phare, body: phare}
"""

Bring = Callable[[str], None]


@pytest.fixture
def phare(embedded_server: EmbeddedServer, db: None) -> Iterator[None]:
    """The database knows it too."""
    with known(embedded_server, KNOWN.format(slices="", months=0, holds="", body="phare", leads=True)):
        yield


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bring]:
    """Another app brings this roles.yaml."""
    house = roles.files()

    def brought(text: str) -> None:
        path = tmp_path / roles.FILE
        path.write_text(text, encoding="utf-8")
        found = roles.read([*house, path])
        monkeypatch.setattr(roles, "declared", lambda: found)
        policies.pages.cache_clear()

    yield brought
    policies.pages.cache_clear()


def test_each_role_is_given_by_one_kind_of_body_and_holds_its_own_names() -> None:
    for code, (kind, holders) in GIVEN.items():
        assert roles.role(code).body == kind
        assert Membership(role=code, departements=["33"], seat_id=SEAT).holders == holders, code
    assert {code for code, role in roles.roles().items() if role.own_files} == {"referent", "lead"}


def test_who_confirms_where_keys_lie_and_who_is_alone_in_a_departement() -> None:
    assert {code: roles.authority(code) for code in AUTHORITY} == AUTHORITY
    assert {code for code in AUTHORITY if roles.bodies()[code].keyset} == {"antenne", "prefecture"}
    assert {code for code in AUTHORITY if roles.bodies()[code].alone} == {"prefecture", "desk"}


def test_a_role_that_no_file_declares_holds_and_opens_nothing() -> None:
    gone = Membership(role="gone", body=Body(kind="lost"), departements=["33"])
    assert (gone.holders, gone.is_antenne, gone.get_role_display()) == ([], False, "gone")
    assert roles.authority("lost") == ()
    assert not any("gone" in page.read or "gone" in page.act for page in policies.pages().values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people: {}", "bodies"),
        ("roles: {lead: {label: Encore, body: antenne}}", "déjà déclaré"),
        ("roles: {Keeper: {label: Gardien, body: antenne}}", "douze lettres"),
        ("roles: {lighthousekeeper: {label: Gardien, body: antenne}}", "douze lettres"),
        ("roles: {keeper: {label: Gardien, body: phare}}", "aucun organisme"),
        ("roles: {keeper: {label: Gardien}}", "body"),
        ("roles: {keeper: {label: Gardien, body: antenne, reads: all}}", "reads"),
        ("roles: {keeper: {label: Gardien, body: antenne, own_files: 'non'}}", "own_files"),
        ("roles: {keeper: {label: Gardien, body: antenne, holds: secretary}}", "au nom de"),
        ("roles: {keeper: {label: Gardien, body: antenne, holds: keeper, months: 6}}", "il manque"),
        ("roles: {keeper: {label: Gardien, body: antenne, slices: [identity]}}", "rien ne s’ouvre à son nom"),
        (
            "roles: {keeper: {label: G, body: antenne, holds: keeper, slices: [aid], months: 6, opened_by: [me]}}",
            "opened_by",
        ),
        ("bodies: {phare: {label: Phare, authority: [lead]}}", "authority"),
    ],
)
def test_a_file_that_means_nothing_says_where(bring: Bring, text: str, said: str) -> None:
    with pytest.raises(roles.RolesError, match=said):
        bring(text)


@pytest.mark.django_db
def test_a_role_more_is_no_migration(bring: Bring) -> None:
    bring(ONE_MORE)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_words_of_the_policy_follow(bring: Bring) -> None:
    bring(ONE_MORE)
    assert policies.allows("desk:home", "GET", "keeper")
    assert policies.allows("accounts:confirm", "POST", "keeper")
    assert not policies.allows("people:list", "GET", "keeper")
    assert not policies.allows("desk:home", "GET", "system")


@pytest.mark.django_db
@pytest.mark.usefixtures("phare")
def test_a_role_more_is_proposed_confirmed_and_comes_in(world: World, bring: Bring, client: Client) -> None:
    bring(ONE_MORE)
    world.body("phare33", "phare", "Phare inventé", "33")
    keeper = world.member("keeper", "phare33", "keeper", ["33"])
    other = world.member("other keeper", "phare33", "keeper", ["33"])
    assert other.confirmed_by_id == keeper.user_id
    assert set(Membership.objects.with_authority(keeper.body, clock.now())) == {keeper, other}
    assert keeper.user
    client.force_login(keeper.user)
    page = client.get(f"/m/{keeper.pk}/")
    assert page.status_code == 200
    assert "Phare, Phare inventé (33)" in page.content.decode()
    assert client.get(f"/m/{keeper.pk}/personnes/").status_code == 404
    assert client.get(f"/m/{keeper.pk}/comptes/").status_code == 200


@pytest.mark.django_db
def test_nobody_is_given_a_task_nor_a_role_of_elsewhere(world: World, bring: Bring) -> None:
    bring(ONE_MORE)
    for role, body in (("system", world.admins[0].body), ("keeper", world.bodies["pref33"])):
        world.bodies["here"] = body
        with pytest.raises(Refused, match="n’existe pas dans cet organisme"):
            world.member(f"{role} there", "here", role, [])
    with pytest.raises(ValidationError, match="kind"):
        world.body("nowhere", "nowhere", "Nulle part", "33")


@pytest.mark.django_db
def test_the_form_offers_what_the_body_gives(world: World, bring: Bring) -> None:
    bring(ONE_MORE)
    offered = {
        name: [code for code, _ in ProposeForm(actor=world[name]).fields["role"].choices if code]
        for name in ("lead:estuaire33", "delegate:33")
    }
    assert offered == {
        "lead:estuaire33": ["referent", "lead", "volunteer"],
        "delegate:33": ["delegate", "secretary", "chair", "signatory"],
    }
    here = {*GIVEN, "keeper"}
    every = [code for code, _ in ProposeForm(actor=world.admins[0]).fields["role"].choices if code in here]
    assert every == [*(code for code in GIVEN if code not in ("seat", "system")), "keeper"]


@pytest.mark.django_db
@pytest.mark.usefixtures("phare")
def test_a_role_more_has_its_duty_from_its_row(world: World, bring: Bring) -> None:
    bring(ONE_MORE.replace("body: phare}", "body: phare, duty: allumer le phare}"))
    world.body("phare33", "phare", "Phare inventé", "33")
    keeper = world.member("keeper", "phare33", "keeper", ["33"], ends=clock.now() + timedelta(days=9))
    assert [one.sentence for one in duties.lost(keeper)] == ["Plus personne ne pourra allumer le phare."]
    with clock.at(keeper.ends), acting(world.admins[0]) as admin:
        assert [one.sentence for one in duties.undone(duties.asked_of(admin))] == [
            "Plus personne ne peut allumer le phare."
        ]
