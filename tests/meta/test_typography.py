"""French typography of templates: no-break spaces, and one full stop at the end of a sentence."""

import re

import pytest

from tests.meta.sources import files, name

# What no reader sees: comments, scripts, drawings.
UNSEEN = re.compile(
    r"\{#.*?#\}|\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}|<script\b.*?>|<meta\b.*?>|<svg\b.*?</svg>", re.DOTALL
)
WRONG = {
    "a plain space before : ; ? ! or »": re.compile(r"\S (?=[:;?!»](?!=))"),
    "a plain space after «": re.compile(r"« "),
    "a plain space after n° or art.": re.compile(r"\b(?:[nN]°|art\.) (?=[\w{])"),
    "a full stop after a short month": re.compile(r"\|court(?::\w+)?\s*\}\}(?:\{%\s*endif\s*%\})?\."),
}


def wrong_in(text: str) -> list[str]:
    seen = UNSEEN.sub("", text)
    return [what for what, pattern in WRONG.items() if pattern.search(seen)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Reste : rien</p>",
        '{% include "core/parts/vide.html" with title="Perdu ? Recommencez." %}',
        "<p>« ici\u00a0»</p>",
        "<p>«\u00a0{{ words }} »</p>",
        "<p>CASF, art. L121-9</p>",
        "<p>Posée le {{ day|court:on }}.</p>",
    ],
)
def test_what_french_refuses_is_seen(text: str) -> None:
    assert wrong_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Reste\u00a0: rien, le {{ day|court:on }} à {{ at|heure }}.</p>",
        '{% if view != "ordre" %}«\u00a0oui\u00a0»{% endif %}',
        "{# Columns : none #}<p>Oui</p>",
    ],
)
def test_ordinary_templates_pass(text: str) -> None:
    assert wrong_in(text) == []


def test_templates_keep_french_spaces_and_one_full_stop() -> None:
    wrong = {name(path): wrong_in(path.read_text(encoding="utf-8")) for path in files("*.html")}
    assert {place: what for place, what in wrong.items() if what} == {}
