"""Whoever looks at the pages sees what is wrong on them, and knows a page by its shape."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.visitor import LOOK, Visitor

pytestmark = pytest.mark.browser

HOST = "http://localhost"
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>Titre</h1>{body}</main></body></html>"""
SIGHTS = {
    "axe: label": "<input>",
    "scrolls sideways": '<p class="wide" style="width: 500px">mots</p>',
    "the browser keeps something": "<script>localStorage.setItem('a', 'b')</script>",
    "console: ": "<script>console.error('a')</script>",
    "script: ": "<script>throw new Error('a')</script>",
    "another host": "<img alt='' src='https://ailleurs.invalid/a.png'>",
}


@pytest.fixture
def show(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """`show(body)`: somebody who has not looked yet, with this page before her."""
    visitor = Visitor(chromium, HOST)
    drawn = {"title": "Titre", "body": ""}

    def answer(route: Route) -> None:
        if route.request.url.startswith(HOST):
            route.fulfill(body=PAGE.format(**drawn), content_type="text/html")
        else:
            route.fulfill(status=204)

    visitor.context.route("**/*", answer)

    def show(body: str, title: str = "Titre") -> Visitor:
        drawn.update(body=body, title=title)
        visitor.page.goto(f"{HOST}/")
        return visitor

    yield show
    visitor.context.close()


@pytest.mark.parametrize(("said", "body"), SIGHTS.items(), ids=SIGHTS)
def test_what_is_wrong_is_said(show: Callable[..., Visitor], said: str, body: str) -> None:
    for _ in range(2):
        with pytest.raises(AssertionError, match=said):
            show(body).look()


def test_a_title_that_says_too_much_is_said(show: Callable[..., Visitor]) -> None:
    with pytest.raises(AssertionError, match="said aloud"):
        show("", title="Parcours de sortie de la prostitution").look()


def test_two_lists_have_one_shape_and_what_axe_would_judge_apart_has_another(show: Callable[..., Visitor]) -> None:
    def shape(body: str) -> str:
        found: str = show(body).page.evaluate(LOOK)[0]
        return found

    row, field = "<li><a href='/{0}'>Awa {0}</a></li>", "<label for='a'>Nom</label><input id='a' value='{}'>"
    assert shape(row.format(1) + row.format(2)) == shape(row.format(3) * 3)
    assert shape(field.format("Awa")) == shape(field.format("Lina"))
    apart = [
        row.format(1),
        row.format(1) * 2,
        "<li><a href='/1'></a></li>",
        field.format(""),
        "<label for='a'>Nom</label><input id='a' value='b' aria-invalid='true'>",
        "<label>Nom</label><input id='a' value='b'>",
        "<p class='rv-2'>mots</p>",
        "<p>mots</p>",
    ]
    assert len({shape(body) for body in apart}) == len(apart)
