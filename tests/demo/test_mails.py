from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import RequestFactory

from rivage.demo.mails import mails


def test_what_would_have_left_is_shown_the_latest_first(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    box = EmailBackend(file_path=str(tmp_path))
    for number in (1, 2):
        text = f"Lettre inventée n° {number} : <b>http://localhost/ouvrir/abc</b>"
        box.send_messages([EmailMessage("Votre accès", text, None, [f"lina{number}@exemple.invalid"])])
    box.close()
    page = mails(RequestFactory().get("/demonstration/courriels")).content.decode()
    assert page.index("lina2@exemple.invalid") < page.index("lina1@exemple.invalid")
    assert 'href="http://localhost/ouvrir/abc"' in page
    assert "<b>http" not in page
