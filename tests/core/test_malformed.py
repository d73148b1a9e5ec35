"""What a request makes unreadable by its own headers is answered 400, never as a page in error (L3)."""

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
CHARSETS = ("utf-7", "utf-16", "rot13", "idna", "punycode", "undefined", "zlib")
TYPES = [*(f"{FORM}; charset={one}" for one in CHARSETS), PARTS, f"{PARTS}; boundary=", f"{PARTS}; boundary=é"]
PATHS = ("entrer", "m")


def sent(world: World, path: str, method: str, kind: str, **headers: str) -> int:
    lead = world["lead:estuaire33"]
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    assert lead.user is not None
    client.force_login(lead.user)
    address = f"/m/{lead.pk}/comptes/" if path == "m" else "/entrer"
    answer = client.generic(method, address, b"a=+AGE-&b=%ff", content_type=kind, **headers)  # type: ignore[arg-type]
    assert answer.status_code != 400 or "Cache-Control" in answer.headers
    return int(answer.status_code)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", TYPES)
def test_l3_a_body_that_its_type_makes_unreadable_is_answered_400(world: World, path: str, kind: str) -> None:
    assert sent(world, path, "POST", kind) == 400


@pytest.mark.parametrize("path", PATHS)
def test_l3_a_length_that_is_no_number_is_answered_400(world: World, path: str) -> None:
    assert sent(world, path, "POST", FORM, CONTENT_LENGTH="x") == 400


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("CONTENT_LENGTH", "-1"),
        ("HTTP_COOKIE", "\xff=;;=;rivage=\xe9; repos=\xff; messages=\xfe"),
        ("HTTP_HOST", "a b"),
        ("HTTP_HOST", "[::"),
        ("HTTP_ACCEPT_LANGUAGE", "é;q=x" + "x" * 9000),
        ("HTTP_X_FORWARDED_FOR", "\xff, x"),
        ("HTTP_REFERER", "http://[::"),
        ("HTTP_ORIGIN", "http://[::"),
        ("QUERY_STRING", "%ff=%ff&a=\xff"),
        ("HTTP_RANGE", "bytes=x"),
        ("HTTP_IF_MODIFIED_SINCE", "x"),
    ],
)
def test_l3_no_other_header_is_a_page_in_error(world: World, path: str, method: str, header: str, value: str) -> None:
    assert sent(world, path, method, FORM, **{header: value}) < 500


@pytest.mark.parametrize("path", ["/", "/entrer", "/sortir", "/preuve/secours", "/compte"])
@pytest.mark.parametrize("charset", ["utf-7", "utf-16"])
def test_c2_nor_with_the_token_s_cookie(world: World, path: str, charset: str) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.get("/entrer")
    assert "jeton" in client.cookies
    body = "csrfmiddlewaretoken=x".encode(charset)
    assert client.generic("POST", path, body, content_type=f"{FORM}; charset={charset}").status_code == 400
