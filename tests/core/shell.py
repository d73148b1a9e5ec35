"""The shell without a server: its pages drawn here, and what answers the browser in place of one."""

import mimetypes
from types import SimpleNamespace
from urllib.parse import urlsplit

from django import forms
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string
from playwright.sync_api import Route

from rivage.config.settings.base import CONTENT_SECURITY_POLICY
from rivage.core.forms import DayField, LongText, RivageForm
from rivage.core.tables import Column, Link, State, Table

HOST = "http://rivage.test"
POLICY = "; ".join(f"{name} {' '.join(values)}" for name, values in CONTENT_SECURITY_POLICY["DIRECTIVES"].items())
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
SCREEN = """{% extends "app.html" %}{% load rivage %}
{% block actions %}{% include "core/parts/garde.html" %}{% endblock %}
{% block content %}{% include "core/parts/errors.html" %}
<form method="post" novalidate>
{% for field in form %}{% include "core/parts/field.html" %}{% endfor %}
<button class="btn btn-primary" type="submit">Enregistrer la demande</button></form>
<form method="post" action="/sent" data-hx-post="/saved" data-hx-trigger="input delay:10ms, rivage:encore"
 data-hx-swap="none" data-garde>
<label for="w">Mots</label><textarea id="w" name="w"></textarea><button type="submit" id="send">Envoyer</button></form>
<section class="rv-panneau" aria-label="Demandes">{% include "core/parts/table.html" %}</section>{% endblock %}"""
MARK = {"Rivage-Garde": "9 h 05"}
KEPT = {"status": 204, "headers": MARK}
PAPER = """{% extends "paper.html" %}{% block letterhead %}<div class="tete"><b>Préfecture</b><span>Le 14</span></div>
{% endblock %}{% block content %}<h1>Relevé</h1><p class="clair">Trois avis.</p>{% endblock %}"""


class Form(RivageForm):
    name = forms.CharField(label="Nom d’usage", help_text="Celui qu’elle veut entendre.")
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput)
    opinion = forms.ChoiceField(label="Avis", widget=forms.RadioSelect, choices=[("f", "favorable"), ("d", "non")])
    until = DayField(label="Jusqu’au, inclus")
    piece = forms.FileField(label="Copie")
    why = LongText(label="Pourquoi", required=False)


class EnterForm(RivageForm):
    username = forms.EmailField(label="Adresse de connexion")
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput)


def screen(form: Form, **more: object) -> str:
    columns = (
        Column("p", "Personne", lambda row: Link(row, "/form"), sort="p", kind="title"),
        Column("s", "État", lambda row: State("ok", "check-lg", "Décidée"), kind="state"),
        Column("a", "Association", lambda row: "Les Amarres"),
    )
    context = {
        "csrf_token": "x",
        "form": form,
        "heading": "Demande",
        "me": {"name": "Jeanne Quai", "role": "Référente, Cap Estuaire (33)", "switch_url": "/fonctions"},
        "nav": [{"label": "Accueil", "url": "/form", "current": True}, {"label": "Séances", "url": "/form"}],
        "table": Table(columns, ["Awa Corail", "Lina Marée"], "Demandes", "p", "/form"),
        "demo_mode": True,
    }
    return engines["django"].from_string(SCREEN).render(context | more)


class House:
    """What answers the browser in place of a server; ``seen`` lists each "METHOD /path" but assets."""

    def __init__(self):
        self.seen: list[str] = []
        self.save: dict = KEPT
        drawn = ["404.html", "503.html", "core/sorti.html", "core/blanc.html", "core/accueil_public.html"]
        self.pages = {f"/{name}": render_to_string(name) for name in drawn}
        self.pages["/sortir"] = self.pages["/core/blanc.html"]
        self.pages["/entrer"] = render_to_string("core/entree.html", {"form": EnterForm(), "csrf_token": "x"})
        self.pages["/paper"] = engines["django"].from_string(PAPER).render()
        self.pages["/form"] = screen(Form())
        self.pages["/wrong"] = screen(Form({"until": "0026-01-01"}))
        for path, method in (("/mine", "GET"), ("/read", "POST")):
            request = SimpleNamespace(method=method, user=SimpleNamespace(is_authenticated=True))
            self.pages[path] = screen(Form(), session_url="/session", request=request)
        self.open = True

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0])
            return
        self.seen.append(f"{route.request.method} {path}")
        if path == "/saved" and self.save.get("cut"):
            route.abort()
        elif path == "/session":
            route.fulfill(status=200 if self.open else 401, body="x")
        elif path == "/sortir" and route.request.method == "POST":
            self.open = False
            route.fulfill(body=self.pages["/core/sorti.html"], content_type="text/html; charset=utf-8")
        elif route.request.method == "POST":
            route.fulfill(**self.save)
        else:
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=self.pages[path], headers=headers)
