"""A browser of few words: signs in, sends forms, and says whether it had an answer."""

import http.client
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import UUID

from rivage.config.demo import HOST
from tests.world import PASSWORD

# Far above what a request takes: past it, the program that had to answer is dead.
PATIENCE_SECONDS = 60
# What the demonstration shows of the telephone that it has not.
CODE = re.compile(r"le code est <b>(\d{6})</b>")


@dataclass(frozen=True)
class Answer:
    """`place`: where it leads; `text`: no-break spaces as spaces. A status of 0 is no answer at all."""

    status: int
    place: str = ""
    text: str = ""

    @property
    def acknowledged(self) -> bool:
        return self.status == 303

    @property
    def lost(self) -> bool:
        """Nothing is known of what was sent."""
        return self.status == 0 or self.status >= 500

    @property
    def id(self) -> UUID:
        """The last id of the address where it leads."""
        return next(UUID(part) for part in reversed(self.place.split("/")) if len(part) == 36)


class Client:
    """One membership at its screen."""

    def __init__(self, port: int, email: str, membership: UUID) -> None:
        self.port, self.email, self.home = port, email, f"/m/{membership}/"
        self.cookies: dict[str, str] = {}
        self.sessions = 0

    def get(self, path: str) -> Answer:
        return self._asked("GET", self.home + path)

    def post(self, path: str, data: dict[str, object]) -> Answer:
        return self._asked("POST", self.home + path, data)

    def _asked(self, method: str, path: str, data: dict[str, object] | None = None) -> Answer:
        if "rivage" not in self.cookies and not self._sign_in():
            return Answer(0)
        answer = self._send(method, path, data)
        # What fell between the password and the code leaves a session that opens nothing.
        if answer.place.startswith(("/entrer", "/preuve")):
            self.cookies.pop("rivage", None)
            return Answer(0)
        return answer

    def _sign_in(self) -> bool:
        """Whether the entrance opened. How many sessions were acknowledged is counted: none may be forgotten."""
        if self._send("GET", "/entrer").lost:
            return False
        answer = self._send("POST", "/entrer", {"username": self.email, "password": PASSWORD})
        if answer.status == 302 and "rivage" in self.cookies:
            shown = CODE.search(self._send("GET", "/preuve").text)
            answer = self._send("POST", "/preuve", {"code": shown[1] if shown else ""})
        opened = answer.status == 302 and answer.place == "/fonctions"
        self.sessions += opened
        return opened

    def _send(self, method: str, path: str, data: dict[str, object] | None = None) -> Answer:
        link = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({"csrfmiddlewaretoken": self.cookies.get("jeton", ""), **data})
        try:
            link.request(method, path, body, headers)
            response = link.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            return Answer(0)
        finally:
            link.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        words = text.replace("\u00a0", " ").replace("\u202f", " ")
        return Answer(response.status, response.headers.get("Location", ""), words)
