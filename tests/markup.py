"""What the W3C's checker refused on our pages, found without it: each kind by what a parser sees. `make services` asks
the checker itself (`tests/matrix/test_valid.py`).
"""

from collections import Counter
from html.parser import HTMLParser

# Elements of a table, which are what they are: a role written on one says nothing, or something else.
OF_TABLES = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
# Kinds of `input` that HTML gives no `autocomplete`, or nothing but a name.
NOT_COMPLETED = frozenset({"checkbox", "radio", "file", "hidden", "submit", "button", "image", "reset"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.faults: list[str] = []
        self.option = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._close()
        self.faults += [f"{tag} {name}: written data-{name}" for name in given if name.startswith("hx-")]
        if len(given) < len(attrs):
            self.faults.append(f"{tag}: an attribute twice")
        if "id" in given:
            self.ids[given["id"] or ""] += 1
        if tag in OF_TABLES and "role" in given:
            self.faults.append(f"{tag} role={given['role']}")
        if tag == "input" and "autocomplete" in given and given.get("type") in NOT_COMPLETED:
            self.faults.append(f"{tag} type={given.get('type')} autocomplete")
        self.option = tag == "option" and "label" not in given

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.option = False

    def handle_endtag(self, tag: str) -> None:
        self._close()

    def _close(self) -> None:
        if self.option:
            self.faults.append("option: empty")
        self.option = False


def faults(html: str) -> list[str]:
    """Each fault of a page or of a part of one; none for what is valid, as far as this looks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.faults + [f"id={name!r}: {many} times" for name, many in reader.ids.items() if many > 1 or not name]
