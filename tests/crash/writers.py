"""Those who write while everything falls: each at its screen, sending again what had no answer, as people do.

What was answered « c’est fait » goes into the book; what had no answer yet when all stops is nobody's fault.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from queue import Empty, Queue
from typing import Any
from uuid import UUID

from tests.crash.client import Answer, Client
from tests.versions import version_in

ALREADY = "vient déjà d’être"


@dataclass
class Book:
    """What was acknowledged, by kind, in the order it was; `twice`: forms sent again on purpose."""

    kept: dict[str, list[Any]] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, kind: str, what: Any) -> None:
        with self.lock:
            self.kept.setdefault(kind, []).append(what)
            self.counted["acknowledged"] += 1

    def count(self, what: str) -> None:
        with self.lock:
            self.counted[what] += 1

    def of(self, kind: str) -> list[Any]:
        return self.kept.get(kind, [])

    @property
    def acknowledged(self) -> int:
        return self.counted["acknowledged"]


class Writer(threading.Thread):
    """Goes through `acts` until told to stop."""

    def __init__(self, client: Client, book: Book, over: threading.Event, draw: random.Random) -> None:
        super().__init__(daemon=True)
        self.client, self.book, self.over, self.draw = client, book, over, draw
        self.trouble = ""

    def run(self) -> None:
        try:
            for act in self.acts():
                if self.over.is_set():
                    return
                act()
        except Exception as error:
            # Told by whoever watches the writers: it fails the run.
            self.trouble = f"{type(self).__name__}: {type(error).__name__}: {error}"

    def acts(self) -> Iterator[Callable[[], Any]]:
        raise NotImplementedError

    def insist(self, path: str, data: dict[str, Any], fine: str = "") -> Answer:
        """Send until somebody answers, twice now and then. A refusal that says `fine` is a yes said before.

        Raises ValueError on any other refusal: a writer only sends what must be accepted.
        """
        unsure = False
        while not self.over.is_set():
            answer = self.client.post(path, data)
            if answer.lost:
                self.book.count("unanswered")
                unsure = True
                self.over.wait(0.2)
                continue
            if answer.acknowledged or answer.status == 302 or (fine and fine in answer.text):
                return answer
            if unsure:
                self.book.count("refused_after_no_answer")
                return answer
            raise ValueError(f"{path} answered {answer.status}: {_sentence(answer.text)}")
        return Answer(0)

    def version(self, path: str) -> str:
        """That of a page read before its gesture, asked for until somebody answers; nothing once it is over."""
        while not self.over.is_set():
            answer = self.client.get(path)
            if answer.status == 200:
                return version_in(answer.text)
            self.over.wait(0.2)
        return ""

    def again(self, path: str, data: dict[str, Any]) -> None:
        """A second click, one time in four."""
        if self.draw.random() < 0.25 and not self.client.post(path, data).lost:
            self.book.count("sent_twice")


def _sentence(page: str) -> str:
    start = page.find("invalid-feedback")
    start = start if start >= 0 else page.find("alert")
    return page[max(start, 0) : max(start, 0) + 300]


class Notes(Writer):
    """Writes notes of the antenne on one person."""

    def __init__(self, person: UUID, *rest: Any) -> None:
        super().__init__(*rest)
        self.person = person

    def acts(self) -> Iterator[Callable[[], Any]]:
        for n in count(1):
            yield lambda n=n: self._write(f"Note {n} du carnet {self.name}.")

    def _write(self, text: str) -> None:
        path, data = f"demandes/personne/{self.person}/note", {"text": text}
        if self.insist(path, data, ALREADY).status:
            self.book.keep("note", (self.person, text))
            self.again(path, data)


class Parts(Writer):
    """Writes one part of one demande again and again, as one types."""

    def __init__(self, demande: UUID, *rest: Any) -> None:
        super().__init__(*rest)
        self.demande = demande

    def acts(self) -> Iterator[Callable[[], Any]]:
        for version in count():
            yield lambda version=version: self._write(version)

    def _write(self, version: int) -> None:
        path = f"demandes/{self.demande}/partie/account"
        data = {"text": f"Elle prépare la suite, mot {version + 1}.", "approved_on": "", "version": version}
        if self.insist(path, data).acknowledged:
            self.book.keep("part", (self.demande, version + 1, data["text"]))
            self.again(path, data)


class TakeOvers(Writer):
    """Takes over running paths, then notes what moves the aid and what happens to the permit."""

    def __init__(self, today: date, *rest: Any) -> None:
        super().__init__(*rest)
        self.today = today

    def acts(self) -> Iterator[Callable[[], Any]]:
        for n in count(1):
            yield lambda n=n: self._follow(f"Lina Marée {n} {self.name}")

    def _follow(self, name: str) -> None:
        starts = self.today - timedelta(days=100)
        form = {
            "adult": "no", "name_in_use": name, "year": 1992, "zone": "other", "never": "Aucun message.",
            "starts": starts, "months": 6, "decided_on": starts, "need": "needed", "afis": "grant",
            "aps_until": self.today + timedelta(days=60), "afis_decided_on": starts, "children": 1,
            "paid_until": "none", "source": "paper_held",
        }  # fmt: skip
        answer = self.insist("droits/reprise", form, ALREADY)
        if not answer.status:
            return
        self.book.keep("take_over", name)
        if answer.acknowledged:
            person = answer.id
            self._events(person)
            self._permit(person)

    def _events(self, person: UUID) -> None:
        for days, kind in ((40, "work"), (30, "pregnancy"), (20, "household")):
            day = self.today - timedelta(days=days)
            path, data = f"droits/{person}/changements", {"kind": kind, "event_on": day, "source": "own_desk"}
            if self.insist(path, data).status in (302, 303):
                self.book.keep("aid_event", (person, kind, day))
                self.again(path, data)

    def _permit(self, person: UUID) -> None:
        for days, step, until in ((12, "requested", None), (-9, "appointment", None), (5, "receipt", 80)):
            day = self.today - timedelta(days=days)
            data = {"n": 2, "step": step, "fact_on": day, "source": "paper_held"}
            data["until"] = self.today + timedelta(days=until) if until else ""
            path = f"droits/{person}/titre"
            data["version"] = self.version(path)
            if self.insist(path, data).status in (302, 303):
                self.book.keep("permit", (person, step, day))
                self.again(path, data)


class Deposits(Writer):
    """Deposits demandes that were prepared, and passes them on to the délégation."""

    def __init__(self, ready: list[tuple[UUID, int]], deposited: "Queue[tuple[UUID, int]]", *rest: Any) -> None:
        super().__init__(*rest)
        self.ready, self.deposited = ready, deposited

    def acts(self) -> Iterator[Callable[[], Any]]:
        for demande, version in self.ready:
            yield lambda demande=demande, version=version: self._deposit(demande, version)

    def _deposit(self, demande: UUID, version: int) -> None:
        path, data = f"demandes/{demande}/depot", {"version": version}
        answer = self.insist(path, data)
        if answer.acknowledged:
            self.book.keep("deposit", demande)
            self.again(path, data)
        if answer.status:
            self.deposited.put((demande, version + 1))
        self.over.wait(self.draw.random())


class Delegation(Writer):
    """Declares complete, plans a session for each two demandes, convenes: a mail job for each member."""

    def __init__(self, today: date, deposited: "Queue[tuple[UUID, int]]", *rest: Any) -> None:
        super().__init__(*rest)
        self.today, self.deposited, self.complete = today, deposited, []

    def acts(self) -> Iterator[Callable[[], Any]]:
        for n in count(1):
            yield lambda n=n: self._instruct(n)

    def _instruct(self, n: int) -> None:
        try:
            demande, version = self.deposited.get(timeout=0.5)
        except Empty:
            return
        answer = self.insist(f"demandes/{demande}/complete", {"version": version})
        if answer.acknowledged or answer.status == 302:
            self.book.keep("complete", demande)
        if answer.status:
            self.complete.append((demande, version + 1))
        if len(self.complete) == 2:
            self._convene(n, self.complete)
            self.complete = []

    def _convene(self, n: int, demandes: list[tuple[UUID, int]]) -> None:
        place = f"Salle des Cartes {n}"
        day = self.today + timedelta(days=20 + n)
        planned = self.insist("seances/prevoir", {"day": day, "hour": "09:30", "place": place})
        if not planned.acknowledged:
            return
        seance = planned.id
        self.book.keep("seance", (seance, place))
        for demande, version in demandes:
            self.insist(f"seances/{seance}/inscrire", {"demande": f"{demande} {version}"})
        path = f"seances/{seance}/convoquer"
        answer = self.insist(path, {"channel": "mail", "urgent_reason": "", "version": self.version(path)})
        if answer.acknowledged:
            self.book.keep("convened", seance)
