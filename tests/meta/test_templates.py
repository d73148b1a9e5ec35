"""Templates hold to the content security policy: nothing inline, nothing from elsewhere."""

import re

import pytest
from django.template.loader import get_template

from tests.meta.sources import files, name

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|(?:data-)?hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "an asset from elsewhere": re.compile(
        r"<(?:script|img|iframe|source|video|audio|link)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
}


def found_in(text: str) -> list[str]:
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        '<p class="a" style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<button onclick="x()">',
        '<div hx-on:click="x()">',
        '<a href="javascript:x()">',
        '<script src="https://elsewhere.example/a.js"></script>',
        '<link rel="stylesheet" href="//elsewhere.example/a.css">',
    ],
)
def test_what_the_policy_forbids_is_seen(text: str) -> None:
    assert found_in(text)


def test_an_ordinary_template_passes() -> None:
    text = '<script src="{% static "rivage/page.js" %}" defer></script><a href="https://www.legifrance.gouv.fr/x">texte</a>'
    assert found_in(text) == []


def test_templates_hold_nothing_inline_and_nothing_from_elsewhere() -> None:
    wrong = {name(path): found_in(path.read_text(encoding="utf-8")) for path in files("*.html", "*.svg")}
    assert {place: what for place, what in wrong.items() if what} == {}


def test_every_template_can_be_drawn() -> None:
    """A tag that is not loaded is found here, not on the page that is met once a year."""
    for path in files("*.html"):
        folder = next(parent for parent in path.parents if parent.name == "templates")
        get_template(path.relative_to(folder).as_posix())


def test_a_form_that_answers_with_a_file_stays_open_to_another_press() -> None:
    """No page follows a file: what a sending locks until the next page would stay locked (`sending.js`)."""
    forms = re.compile(r"<form\b[^>]*>")
    asked = [
        (name(path), form)
        for path in files("*.html")
        for form in forms.findall(path.read_text(encoding="utf-8"))
        if "rv-fichiers" in form or "_export'" in form
    ]
    assert len(asked) > 3
    assert [where for where, form in asked if "data-fichier" not in form] == []
