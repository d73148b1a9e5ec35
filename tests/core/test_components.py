import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

import rivage.core
from rivage.accounts.homes import Item
from rivage.core import clock
from rivage.core.forms import NUL_REFUSED, DayField, Euros, LongText, RivageForm
from rivage.core.templatetags.rivage import icon, icon_names

CORE = Path(rivage.core.__file__).parent
PAGES = ["404.html", "403.html", "403_csrf.html", "400.html", "500.html", "503.html", "damaged.html", "paper.html"]
PAGES += ["core/sorti.html", "core/accueil_public.html", "doors/fonctions.html", "app.html", "base.html"]
# What a view, or the request, gives to every page.
GIVEN = {"csrf_token": "x", "memberships": [], "heading": "Titre"}


class Form(RivageForm):
    name = forms.CharField(label="Nom d’usage", help_text="Celui qu’elle veut entendre.", max_length=20)
    opinion = forms.ChoiceField(
        label="Avis", widget=forms.RadioSelect, choices=[("f", "favorable"), ("d", "défavorable")]
    )
    until = DayField(label="Jusqu’au, inclus", required=False)
    why = LongText(label="Pourquoi", required=False)
    seen = forms.BooleanField(label="Elle a lu", required=False)


def tag(source: str, **context) -> str:
    return Template("{% load rivage %}" + source).render(Context(context))


def field(form: Form, name: str) -> str:
    return render_to_string("core/parts/field.html", {"field": form[name]})


def test_an_icon_is_hidden_from_screen_readers_and_must_exist():
    assert 'aria-hidden="true"' in icon("check-lg")
    assert "icons.svg#check-lg" in icon("check-lg")
    with pytest.raises(ValueError, match="no icon"):
        icon("prison")


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        name
        for template in CORE.parent.rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text(encoding="utf-8"))
    }
    assert {"eye-slash", "exclamation-circle-fill"} <= named
    assert named <= icon_names()


def test_a_state_has_its_icon_its_words_and_its_colour():
    html = tag('{% etat "attente" "arrow-return-left" "À compléter : 2 pièces" %}')
    assert html.startswith('<span class="rv-etat attente"><svg')
    assert "À compléter\u00a0: 2 pièces" in html
    assert 'class="rv-etat"' in tag('{% etat "neutre" "pencil" "En préparation" %}')


def test_a_value_to_confirm_says_so_and_a_confirmed_one_does_not():
    assert "valeur à confirmer" in tag("{% a_confirmer text %}", text="559,44 €")
    assert tag("{% a_confirmer text False %}", text="<b>") == "&lt;b&gt;"


def test_a_part_takes_its_long_words_between_its_tags():
    drawn = tag(
        '{% part "core/parts/alerte.html" kind="info" fact="Avant." %}\n  Dernier\u00a0mois :\n  {{ who }}.\n'
        "{% endpart %}",
        who="A & B",
    )
    assert "<strong>Avant.</strong> Dernier\u00a0mois\u00a0: A &amp; B.</span>" in drawn
    boxed = tag('{% part "core/parts/errors.html" into="kept" %}Votre adresse est gardée.{% endpart %}', form=Form({}))
    assert "Votre adresse est gardée." in boxed
    assert "Tout ce que vous avez écrit" not in boxed


def test_dates_are_read_from_the_clock_of_the_application_or_the_day_given():
    due = date(2026, 11, 27)
    with clock.at(datetime(2026, 11, 26, 23, 30, tzinfo=UTC)):
        assert tag("{{ due|delai }}", due=due) == "aujourd’hui"
    assert tag("{{ due|delai:on }}", due=due, on=date(2026, 11, 24)) == "dans\u00a03\u00a0jours"
    assert tag("{{ due|jour:on }}{{ none|jour }}", due=due, on=due, none=None) == "vendredi 27\u00a0novembre"
    assert tag("{{ at|heure }}", at=datetime(2026, 11, 26, 9, 42, tzinfo=UTC)) == "10\u00a0h\u00a042"


def test_a_field_reads_label_help_error_then_control():
    html = field(Form({"name": ""}), "name")
    order = [html.index(part) for part in ("<label", "form-text", 'class="faute"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "Il manque\u00a0: Nom d’usage." in html


def test_a_field_added_at_run_time_is_dressed_too():
    form = Form()
    form.add("later", forms.CharField(label="Plus tard", max_length=5))
    assert 'class="form-control"' in field(form, "later")
    assert "maxlength" not in field(form, "later")


def test_a_limit_is_said_with_its_thousands_apart():
    with pytest.raises(forms.ValidationError) as refused:
        LongText(max_length=7000).clean("a" * 8200)
    assert refused.value.messages[0].startswith("Ce texte dépasse 7\u00a0000 caractères, de 1\u00a0200.")


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("06 12 34 56 78", "tel:0612345678"),
        ("+33 (0)6.12-34‐56", "tel:+3306123456"),
        ("115", "tel:115"),
        ("chez sa sœur", ""),
        ("06 12 ou 07 13", ""),
        ("", ""),
    ],
)
def test_a_number_dials_and_words_do_not(typed, dialled):
    assert tag("{{ typed|appel }}", typed=typed) == dialled


def test_choices_are_a_group_with_its_legend():
    html = field(Form(), "opinion")
    assert html.strip().startswith("<fieldset")
    assert "<legend" in html
    assert html.count('type="radio"') == 2


def test_an_optional_field_says_so():
    assert "(facultatif)" in field(Form(), "why")
    assert "(facultatif)" not in field(Form(), "name")


def test_the_browser_neither_remembers_nor_cuts_what_is_typed():
    html = field(Form(), "name") + field(Form(), "why")
    assert html.count('autocomplete="off"') == html.count('spellcheck="false"') == 2
    assert "maxlength" not in html


@pytest.mark.parametrize("name", ["name", "opinion", "until", "why"])
def test_nul_is_refused_in_every_field(name):
    form = Form({"name": "Lina", "opinion": "f"} | {name: "f\x00"})
    assert form.errors[name] == [NUL_REFUSED]
    assert name not in form.cleaned_data


def test_emoji_and_right_to_left_letters_are_kept_and_edges_trimmed():
    form = Form({"name": "  لينا 🌊 ", "opinion": "f"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "لينا 🌊"


def test_a_long_text_too_long_comes_back_whole_with_what_to_cut():
    assert Form({"name": "a", "opinion": "f", "why": "é" * 9_998 + "\r\n" + "e"}).is_valid()
    form = Form({"name": "a", "opinion": "f", "why": "é" * 10_012})
    assert form.errors["why"] == ["Ce texte dépasse 10\u00a0000 caractères, de 12. Il est gardé : raccourcissez-le."]
    assert "é" * 10_012 in field(form, "why")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2026-02-31", "Cette date n’existe pas. Écrivez-la ainsi : 27/11/2026."),
        ("0026-11-20", "L’année 0026 semble fausse. Vouliez-vous dire 2026 ?"),
        ("0090-11-20", "L’année 0090 semble fausse. Vouliez-vous dire 1990 ?"),
        ("1890-11-20", "L’année 1890 semble fausse."),
    ],
)
def test_an_impossible_date_is_told_with_its_likely_correction(typed, message):
    assert Form({"name": "a", "opinion": "f", "until": typed}).errors["until"] == [message]


def test_a_day_is_shown_as_the_date_input_wants_it():
    html = field(Form(initial={"until": date(2026, 11, 27)}), "until")
    assert 'type="date"' in html
    assert 'value="2026-11-27"' in html


def test_the_error_box_links_to_each_control():
    form = Form({"opinion": "x"})
    html = render_to_string("core/parts/errors.html", {"form": form})
    assert "Deux points à corriger" in html
    assert 'href="#id_name"' in html
    assert 'href="#id_opinion_0">Avis\u00a0: Choisissez une des réponses proposées.' in html
    assert render_to_string("core/parts/errors.html", {"form": Form()}).strip() == ""


def test_a_file_and_a_secret_are_said_to_be_given_once_more():
    class Letter(RivageForm):
        piece = forms.FileField(label="Fichier")

    class Account(Letter):
        words = forms.CharField(label="Mots")
        secret = forms.CharField(label="Phrase", widget=forms.PasswordInput)

    class Words(RivageForm):
        words = forms.CharField(label="Mots")

    assert Letter({}).what_stays == "À donner de nouveau\u00a0: Fichier."
    assert Account({}).what_stays == "À donner de nouveau\u00a0: Fichier, Phrase. Tout le reste est gardé."
    assert Words({}).what_stays == "Tout ce que vous avez écrit est gardé."


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_in_french_untranslated_unindexed_and_carries_masquer(page):
    html = render_to_string(page, GIVEN | {"me": {"name": "Jeanne Quai", "role": "Référente"}})
    assert '<html lang="fr" translate="no"' in html
    assert '<meta name="robots" content="noindex' in html
    assert '<form class="rv-masquer-geste" action="/sortir" method="get">' in html
    assert html.index("masquer.js") < html.index("<body")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_obeys_the_strict_policy(page):
    html = render_to_string(page, GIVEN)
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|hx-on", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)


def test_forbidden_and_unknown_have_the_same_words():
    assert render_to_string("403.html") == render_to_string("404.html")


def test_the_signed_in_shell_forbids_htmx_its_shortcuts():
    html = render_to_string("app.html", GIVEN)
    for setting in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"selfRequestsOnly":true',
        '"historyCacheSize":0',
    ):
        assert setting in html
    assert 'data-hx-history="false"' in html


def test_the_bar_marks_the_current_entry():
    nav = [{"label": "Accueil", "url": "/a", "current": True}, {"label": "Séances", "url": "/b", "current": False}]
    html = render_to_string("app.html", GIVEN | {"nav": nav})
    assert '<a href="/a" aria-current="page">Accueil</a>' in html
    assert '<a href="/b">Séances</a>' in html


def test_the_demo_says_that_nothing_is_real():
    words = "personnes inventées, rien de réel ici."
    assert words in render_to_string("base.html", {"demo_mode": True})
    assert words not in render_to_string("base.html", {})


@pytest.mark.parametrize("sheet", ["theme.css", "components.css", "figures.css", "paper.css"])
def test_style_sheets_load_nothing_from_elsewhere(sheet):
    text = (CORE / "static" / "rivage" / sheet).read_text(encoding="utf-8")
    assert "@import" not in text
    for target in re.findall(r'url\("?([^")]+)', text):
        assert target.startswith("../vendor/fonts/")
        assert (CORE / "static" / "rivage" / target).resolve().is_file()


class OneLine(RivageForm):
    town = forms.CharField(label="Ville")
    text = LongText(label="Texte")


def test_what_is_typed_on_one_line_is_one_line() -> None:
    typed = "Bordeaux\nVotre demande est refusée\u2028\u202eici \u0007"
    form = OneLine({"town": typed, "text": "Un\nDeux"})
    assert form.is_valid()
    assert form.cleaned_data["town"] == "Bordeaux Votre demande est refusée ici"
    assert form.cleaned_data["text"] == "Un\nDeux"


@pytest.mark.parametrize("sign", ["\x0b", "\x85", "\x92", "\u2028", "\uffff", "\x1f"])
def test_a_pasted_sign_glues_no_words_and_is_no_answer(sign: str) -> None:
    form = OneLine({"town": f"Le{sign}Havre{sign}", "text": f"Le{sign}Havre"})
    assert form.is_valid()
    assert form.cleaned_data["town"] == "Le Havre"
    assert form.cleaned_data["text"].split() == ["Le", "Havre"]
    empty = OneLine({"town": sign, "text": sign})
    assert not empty.is_valid()
    assert {name: str(errors[0]) for name, errors in empty.errors.items()} == {
        "town": "Il manque\u00a0: Ville.",
        "text": "Il manque\u00a0: Texte.",
    }


class Amount(RivageForm):
    paid = Euros(label="Montant")
    children = forms.IntegerField(label="Enfants", required=False)


@pytest.mark.parametrize("typed", ["1e2", "1_000", "\u0661\u0662", "NaN", "12 euros"])
def test_a_number_is_written_in_our_digits(typed: str) -> None:
    form = Amount({"paid": typed, "children": typed})
    assert not form.is_valid()
    assert set(form.errors) == {"paid", "children"}
    for message in form.errors.values():
        assert message == ["Écrivez un nombre, en chiffres."]
    form = Amount({"paid": " 1\u202f559,44 €", "children": "2"})
    assert form.is_valid()
    assert form.cleaned_data["paid"] == Decimal("1559.44")


def test_the_lines_of_a_home_say_their_term_and_name_what_they_press() -> None:
    on = date(2026, 11, 21)
    late = Item("Remettre « A&B »", "/a", date(2026, 11, 18), who="Awa Corail", reference="AB-1", consequence="Vite !")
    waits = Item("Finir", "/b", since=date(2026, 11, 17), reference="CD-2", action="")
    never = Item("Lire", "/c")
    drawn = tag("{% choses items on %}", items=[late, waits, never], on=on).replace("\u00a0", " ")
    said = (
        (
            '<div class="rv-quand tard">',
            "en retard<small>3 jours",
            "Remettre « A&amp;B »</a>",
            'Awa Corail <span class="rv-ref">AB-1</span>',
            "<p>Vite !</p>",
            ", Awa Corail</span></a>",
        ),
        ('<div class="rv-quand">depuis le 17 nov.</div>', '<a href="/b">Finir</a><span class="rv-qui">'),
        ('<div class="rv-quand">à faire</div>', "Ouvrir<span"),
    )
    lines = re.findall("<li>.*?</li>", drawn, re.DOTALL)
    for line, words in zip(lines, said, strict=True):
        assert [one for one in words if one not in line] == []
    assert "tabindex" not in lines[1]
    assert "rv-qui" not in lines[2]
