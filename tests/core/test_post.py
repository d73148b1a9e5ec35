"""A mail is read on a locked screen: its subject says nothing, its link leads to Rivage."""

from uuid import UUID

import pytest
from django.core import mail
from django.test import override_settings

from rivage.core import post

WHO = UUID("00000000-0000-4000-8000-000000000001")
DATE = {"day": "le 3 mai", "hour": "9 h", "place": "Salle des cartes", "link": "http://rivage.example/"}


def test_a_mail_is_the_text_of_its_app_filled_in() -> None:
    post.send("commissions", "date", "caillou@exemple.invalid", **DATE)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Une date : le 3 mai", ["caillou@exemple.invalid"])
    assert "Un lieu : Salle des cartes." in sent.body
    assert "{" not in sent.subject + sent.body


@pytest.mark.parametrize(
    "day", ["du parcours", "du dossier R-4T7KM9", "de la Prostitution", "\nBcc: galet@exemple.invalid"]
)
def test_a_subject_that_says_something_never_leaves_nor_is_repeated(day: str) -> None:
    with pytest.raises(ValueError, match="commissions/date") as refused:
        post.send("commissions", "date", "caillou@exemple.invalid", **DATE | {"day": day})
    assert day not in str(refused.value)
    assert mail.outbox == []


@override_settings(PUBLIC_HOST="rivage.example", ALLOWED_HOSTS=["www.rivage.example", "rivage.example"])
@pytest.mark.parametrize(("secure", "scheme"), [(True, "https"), (False, "http")])
def test_a_link_leads_to_a_page_of_this_rivage(settings: object, secure: bool, scheme: str) -> None:
    settings.SECURE_SSL_REDIRECT = secure  # type: ignore[attr-defined]
    assert post.link("doors:public") == f"{scheme}://rivage.example/"
    assert post.link("rights:lapses", membership=WHO) == f"{scheme}://rivage.example/m/{WHO}/echeances"
