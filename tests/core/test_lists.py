"""What one asks of a list, and what it answers: nothing that it does not offer, and words in no address."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from rivage.core.lists import FORM, MOST, WHOLE, Answer, Asked, Empty, Filter, Listing, answer, ranked, rows_of
from rivage.core.tables import Column, Link, State

COLUMNS = (
    Column("name", "Personne", lambda row: Link(row[0], "/p"), sort="nom", kind="title", by=lambda row: row[0]),
    Column("n", "Rang", lambda row: row[1], sort="rang", kind="number", by=lambda row: row[1]),
    Column("state", "État", lambda row: State("ok", "check-lg", "décidée"), kind="state"),
    Column("day", "Jour", lambda row: date(2026, 1, 2), kind="date"),
)
FORM_URL = "/m/1/liste?genre=pair&amp;tri=-rang"
KINDS = Filter("genre", "Genre", (("", "Tous"), ("pair", "Pairs")))


def listing(count: int = 60, noted: list[Any] | None = None) -> Listing:
    rows = [(f"Personne {n:03}", n) for n in range(count)]

    def found(asked: Any) -> list[Any]:
        kept = [row for row in rows if asked.words in row[0] and (not asked.chosen["genre"] or row[1] % 2 == 0)]
        return ranked(kept, COLUMNS, asked, lambda row: row[1])

    def shown(some: Any) -> list[Any]:
        (noted if noted is not None else []).extend(some)
        return list(some)

    return Listing(
        page="x:list", caption="Liste", columns=COLUMNS, sort="nom", found=found, shown=shown, filters=(KINDS,),
        searched="Nom", empty=Empty("Personne encore"),
    )  # fmt: skip


def told(one: Listing, query: str = "", posted: str = "") -> Answer:
    return answer(one, one.asked(QueryDict(query), QueryDict(posted)), "/m/1/liste")


def drawn(found: Answer) -> str:
    context = {"list": found, "typing": False, "leaves_by": "/m/1/fichier", "kinds": ("xlsx",), "csrf_token": "x"}
    return render_to_string("core/parts/liste.html", context)


def test_those_without_a_value_come_last_whichever_way() -> None:
    rows = [("Awa", None), ("Lina", 2), ("Noor", 1)]
    for sort, expected in (("rang", ["Noor", "Lina", "Awa"]), ("-rang", ["Lina", "Noor", "Awa"])):
        assert [row[0] for row in ranked(rows, COLUMNS, Asked(sort), lambda row: row[0])] == expected


def test_words_are_read_of_a_form_and_never_of_an_address() -> None:
    one = listing()
    assert one.asked(QueryDict("q=Awa"), QueryDict()).words == ""
    assert one.asked(QueryDict(), QueryDict("q= Awa ")).words == "Awa"
    html = drawn(told(one, "tri=-rang", "q=Personne 0&genre=pair"))
    assert 'value="Personne 0"' in html
    addresses = re.findall(r'(?:href|action|hx-post)="(/m/[^"]*)"', html)
    assert {FORM_URL, "/m/1/fichier"} <= set(addresses)
    assert [address for address in addresses if "Personne" in address] == []


@pytest.mark.parametrize("wrong", ["tri=etat", "tri=--nom", "genre=autre", "page=x", "autre=1", "genre=pair%00"])
def test_what_a_list_does_not_offer_is_not_obeyed(wrong: str) -> None:
    found = told(listing(), wrong)
    assert (found.asked.sort, found.asked.chosen, found.pages.page.number) == ("nom", {"genre": ""}, 1)
    assert found.url == "/m/1/liste"


def test_filters_and_order_are_kept_from_page_to_page_and_words_in_the_form() -> None:
    found = told(listing(120), "tri=-rang&genre=pair&page=2")
    assert found.url == "/m/1/liste?genre=pair&tri=-rang"
    assert found.pages.next_url == "/m/1/liste?genre=pair&tri=-rang&page=3"
    assert found.table.heads()[0].url == "/m/1/liste?genre=pair&tri=nom"
    assert [row[1] for row in found.table.rows][:2] == [68, 66]
    html = drawn(told(listing(120), "tri=-rang&genre=pair", "q=Personne"))
    assert f'form="{FORM}" name="page" value="2"' in " ".join(html.split())
    assert f'form="{FORM}" name="tri"' in html
    assert 'href="/m/1/liste' not in html
    assert 'name="q" value="Personne"' in " ".join(html.split())


def test_only_the_lines_of_a_page_are_shown_and_a_file_shows_them_all() -> None:
    noted: list[Any] = []
    one = listing(60, noted)
    told(one)
    assert len(noted) == 25
    heads, rows = rows_of(one, one.asked(QueryDict("tri=-rang"), QueryDict("q=Personne&genre=pair")))
    assert heads == ["Personne", "Rang", "État", "Jour"]
    assert rows[0] == ["Personne 058", 58, "Décidée", date(2026, 1, 2)]
    assert (len(rows), len(noted)) == (30, 55)


def test_all_lines_stand_on_one_page_to_print_them_unless_they_are_too_many() -> None:
    whole = told(listing(60), f"page={WHOLE}")
    assert (len(whole.table.rows), whole.pages.whole) == (60, "")
    assert told(listing(60)).pages.whole_url == f"/m/1/liste?page={WHOLE}"
    many = told(listing(MOST + 1), f"page={WHOLE}")
    assert (len(many.table.rows), many.pages.whole) == (25, "")
    assert told(listing(25)).pages.whole == ""


def test_nothing_found_is_not_nothing_there() -> None:
    assert told(listing(0)).empty.title == "Personne encore"
    assert told(listing(), posted="q=Zzz").empty.title == "Rien ne répond"
    assert 'id="demander"' not in drawn(told(listing(0)))
    assert 'id="demander"' in drawn(told(listing(), posted="q=Zzz"))


def test_paper_says_what_was_chosen() -> None:
    assert told(listing(), "genre=pair").chosen == [("Genre", "Pairs")]
    assert '<p class="rv-imprime">Genre\u00a0: Pairs</p>' in drawn(told(listing(), "genre=pair"))
    assert "rv-imprime" not in drawn(told(listing()))
