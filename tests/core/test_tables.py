import re
from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from rivage.core.tables import Column, Link, Pages, State, Table, asked_sort, with_query

COLUMNS = (
    Column("person", "Personne", lambda row: Link(row["name"], "/m/1/p/2"), sort="name", kind="title"),
    Column("state", "État", lambda row: row["state"], kind="state"),
    Column("received", "Reçue", lambda row: row["received"], sort="received", kind="date"),
)
ROW = {"name": "Awa <Corail>", "state": State("ok", "check-lg", "Décidée"), "received": date(2026, 1, 2)}


def drawn(**changes):
    values = {"columns": COLUMNS, "rows": [ROW], "caption": "Demandes", "sort": "-received", "url": "/m/1/?q=a&page=3"}
    return render_to_string("core/parts/table.html", {"table": Table(**values | changes)})


def test_an_address_keeps_its_other_parameters():
    assert with_query("/liste?q=a&tri=nom", tri="-nom", page=None) == "/liste?q=a&tri=-nom"
    assert with_query("/liste?page=2&q=%C3%A9", page=None) == "/liste?q=%C3%A9"


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("name", "name"),
        ("-received", "-received"),
        ("state", "name"),
        ("--name", "name"),
        ("", "name"),
        (None, "name"),
    ],
)
def test_only_an_offered_sort_is_obeyed(asked, kept):
    assert asked_sort(COLUMNS, asked, "name") == kept


def test_the_header_says_the_order_and_turns_it_round():
    person, state, received = Table(COLUMNS, [], "Demandes", "received", "/m/1/?page=2").heads()
    assert (person.url, person.direction) == ("/m/1/?tri=name", "")
    assert (state.url, state.direction) == ("", "")
    assert (received.url, received.direction) == ("/m/1/?tri=-received", "ascending")
    assert Table(COLUMNS, [], "Demandes", "-received", "/").heads()[2][1:3] == ("/?tri=received", "descending")


def test_a_list_is_drawn_with_its_order_its_heads_and_its_escaped_names():
    html = drawn()
    assert html.count('aria-sort="descending"') == html.count("aria-sort=") == 1
    assert 'href="/m/1/?q=a&amp;tri=name"' in html
    assert '<a href="/m/1/p/2">Awa &lt;Corail&gt;</a>' in html
    assert '<th scope="row"><a href' in html
    assert "role=" not in html
    assert 'class="rv-etat ok"' in html
    assert re.search(r'data-label="Reçue">\s*2\u00a0janv\.', html)


def test_a_missing_value_leaves_an_empty_cell():
    assert "<td></td>" in drawn(rows=[ROW | {"received": None}])


@pytest.mark.parametrize(
    "build", [lambda: Column("a", "A", str, kind="picture"), lambda: State("rouge", "circle", "x")]
)
def test_an_unknown_kind_is_refused(build):
    with pytest.raises(ValueError, match="unknown"):
        build()


def test_pages_show_the_first_the_last_and_those_around():
    pages = Pages(Paginator(range(238), 25).page(6), "/liste?q=a&page=6")
    assert [link.number for link in pages.links()] == [1, 4, 5, 6, 7, 8, 10]
    assert [link.number for link in pages.links() if link.current] == [6]
    assert pages.next_url == "/liste?q=a&page=7"
    assert Pages(Paginator(range(238), 25).page(10), "/liste").next_url == ""
    html = render_to_string("core/parts/pagination.html", {"pages": pages})
    assert "126 à 150 sur 238\u00a0lignes" in html


@pytest.mark.parametrize(
    ("count", "page", "more", "said"),
    [
        (0, 1, {}, "0\u00a0ligne"),
        (1, 1, {}, "1\u00a0ligne"),
        (19, 1, {}, "19\u00a0lignes"),
        (26, 2, {}, "26 sur 26\u00a0lignes"),
        (1000, 1, {"more": True, "counted": "événement"}, "1 à 25 sur 1\u00a0000\u00a0événements ou plus"),
    ],
)
def test_what_stands_under_a_list_counts_what_is_in_it(count, page, more, said):
    assert Pages(Paginator(range(count), 25).page(page), "/liste", **more).extent == said


def test_a_link_leads_somewhere_or_is_refused():
    row = {"gesture": Link("Noter un retrait", "/retrait")}
    drawn = Table([Column("gesture", "Retrait", lambda one: one["gesture"], kind="link")], [row], "Agréments")
    assert '<a href="/retrait">Noter un retrait</a>' in render_to_string("core/parts/table.html", {"table": drawn})
    wrong = Table([Column("gesture", "Retrait", lambda one: one["gesture"])], [row], "Agréments")
    with pytest.raises(ValueError, match="gesture"):
        wrong.body()
