"""What is asked of a provider over HTTP: nothing is followed, nothing waits long, nothing is read without end."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from rivage.doors import provider
from rivage.doors.provider import MOST, fetch, safe
from rivage.doors.tokens import Untrusted


class Handler(BaseHTTPRequestHandler):
    """Answers by the last word of the path."""

    asked: list[tuple[str, str, str]] = []

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        type(self).asked.append((self.path, self.headers.get("Authorization", ""), self.rfile.read(length).decode()))
        word = self.path.rsplit("/", 1)[-1]
        status = {"away": 302, "wrong": 500, "none": 404}.get(word, 200)
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if word == "page" else "application/json; charset=utf-8")
        if word == "away":
            self.send_header("Location", "/right")
        self.end_headers()
        if word == "huge":
            self.wfile.write(b"x" * (MOST + 1))
        elif word == "drip":
            for _ in range(30):
                self.wfile.write(b" ")
                time.sleep(0.05)
        elif word == "silent":
            time.sleep(1)
        else:
            self.wfile.write(b'{"right": true}')

    do_POST = do_GET  # noqa: N815 - the name that http.server calls

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(provider, "SECONDS", 0.4)
    monkeypatch.setattr(Handler, "asked", [])
    monkeypatch.setattr(HTTPServer, "handle_error", lambda *_: None)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_is_read_whole_with_what_is_sent(site: str) -> None:
    assert fetch(f"{site}/right", form={"code": "a b"}, bearer="token") == b'{"right": true}'
    assert Handler.asked == [("/right", "Bearer token", "code=a+b")]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("away", "status 302"),
        ("wrong", "status 500"),
        ("none", "status 404"),
        ("page", "type of answer"),
        ("huge", "huge answer"),
        ("drip", "slow answer"),
        ("silent", "no answer"),
    ],
)
def test_what_is_not_an_answer_is_refused(site: str, word: str, code: str) -> None:
    with pytest.raises(Untrusted) as raised:
        fetch(f"{site}/{word}")
    assert raised.value.code.startswith(code)
    assert [path for path, _, _ in Handler.asked] == [f"/{word}"]


def test_nobody_there_is_said_without_the_address(site: str) -> None:
    with pytest.raises(Untrusted, match="no answer: URLError"):
        fetch("http://127.0.0.1:1/right")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "file:///etc/passwd",
        "ftp://proconnect.example/x",
        "http://proconnect.example/x",
        "https://user:word@proconnect.example/x",
        "https://proconnect.example/x#y",
        "https://proconnect.example:port/x",
        "https://proconnect.example/x\r\nHost: evil",
        "//proconnect.example",
        "https://[::1",
    ],
)
def test_an_address_that_is_not_one_of_https_is_asked_nothing(address: str) -> None:
    assert not safe(address)
    with pytest.raises(Untrusted, match="address"):
        fetch(address)


def test_plain_http_is_of_tests_alone(settings: Any) -> None:
    assert safe("http://localhost:8000/x")
    settings.MODE = "production"
    assert not safe("http://localhost:8000/x")
    assert safe("https://proconnect.example/x")


def test_a_provider_that_does_not_answer_is_left_alone_for_a_while(
    settings: Any, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    settings.PROCONNECT = {"issuer": site, "client": "x", "secret": "", "algorithm": "RS256", "two_factors": ()}
    monkeypatch.setattr(provider, "_kept", {})
    set_here = provider.set_here()
    assert set_here is not None
    for _ in range(5):
        with pytest.raises(Untrusted):
            provider.addresses(set_here)
    assert len(Handler.asked) == 1
