from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from rivage.accounts import roles
from rivage.accounts.enums import KnownBy, ReopenedFor, Role
from rivage.accounts.models import QUALITY, SIGNING_ACT, Body, Membership
from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.law import territory


class ProposeForm(RivageForm):
    """A function to propose. An administrator chooses the body; others propose in their own."""

    email = forms.EmailField(label="Adresse de connexion", help_text="Son adresse professionnelle.")
    name = forms.CharField(
        label="Nom affiché",
        max_length=120,
        help_text="Tel que vous la connaissez. Si elle a déjà un compte, il garde son nom.",
    )
    role = forms.ChoiceField(label="Fonction")
    starts_on = DayField(label="À partir du", required=False, help_text="Sans date : dès la confirmation.")
    last_day = DayField(label="Jusqu’au, inclus", help_text="Une fonction a toujours une fin. Elle se renouvelle.")
    interim_act = forms.CharField(
        label="Acte d’intérim",
        max_length=80,
        required=False,
        help_text="Pour un intérim seulement, six mois au plus : l’acte qui le décide.",
    )
    interim_on = DayField(label="Date de cet acte", required=False)

    def __init__(self, *args: Any, actor: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if actor.role == Role.ADMIN:
            self._choose_the_body()
        given = roles.roles().values() if actor.role == Role.ADMIN else roles.given_by(actor.body.kind)
        # Seats are proposed from the composition of the commission; automatic tasks are nobody's function.
        offered = [(role.code, role.label) for role in given if not (role.by_seat or role.automatic)]
        self.offer("role", [("", "Choisir"), *offered])

    def _choose_the_body(self) -> None:
        bodies = forms.ModelChoiceField(
            label="Organisme", queryset=Body.objects.order_by("name"), empty_label="Choisir un organisme"
        )
        where = forms.CharField(
            label="Départements",
            required=False,
            help_text="Pour un organisme qui en couvre plusieurs : leurs numéros, séparés par des virgules.",
        )
        self.add("body", bodies)
        self.add("departements", where)
        self.order_fields(["email", "name", "body", "role", "departements"])

    def clean_departements(self) -> list[str]:
        codes = [code.strip().upper() for code in self.cleaned_data["departements"].split(",") if code.strip()]
        known = {departement.code for departement in territory.departements()}
        for code in codes:
            if code not in known:
                raise ValidationError(f"« {code} » n’est le numéro d’aucun département.")
        return list(dict.fromkeys(codes))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("interim_act")) != bool(data.get("interim_on")) and "interim_on" not in self.errors:
            self.add_error("interim_on", "Un intérim repose sur un acte et sur sa date : écrivez les deux.")
        body = data.setdefault("body", self.actor.body) if self.actor.role != Role.ADMIN else data.get("body")
        if body is not None and not data.get("departements"):
            data["departements"] = [body.departement] if body.departement else []
        return data


class ConfirmForm(ReadAgainForm):
    """How one knows that the account is of the person it names."""

    known_by = forms.ChoiceField(
        label="Comment savez-vous que ce compte est bien le sien ?",
        choices=KnownBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites comment vous le savez : une adresse ne prouve pas qui la lit."},
    )


class LetReadForm(ReadAgainForm):
    """Why somebody is let read on."""

    why = forms.ChoiceField(
        label="Pourquoi lit-elle autant de dossiers ?",
        choices=ReopenedFor.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites pourquoi : la trace garde votre raison."},
    )


class QualityForm(ReadAgainForm):
    """In what quality somebody signs."""

    places = {"no_quality": "quality", "quality_tells": "quality", "signing_act_tells": "signing_act"}
    quality = forms.CharField(
        label="Qualité",
        max_length=QUALITY,
        help_text="Imprimée avec son nom sur ce qu’elle signe (CRPA, code des relations entre le public et "
        "l’administration, art. L212-1). Par exemple : La secrétaire générale de la préfecture.",
    )
    signing_act = forms.CharField(
        label="Délégation de signature",
        max_length=SIGNING_ACT,
        required=False,
        help_text="L’acte du préfet qui lui permet de signer, tel que les décisions le visent. Par exemple : l’arrêté "
        "n° 33-2026-09-01 du 1er septembre 2026 portant délégation de signature.",
    )


class ConfirmSignatoryForm(QualityForm, ConfirmForm):
    """Both, of somebody who signs decisions."""


FOOT_LINE = 100


def _of_lines(text: str, most: int, what: str) -> str:
    """The text. More lines would push a letter off its page. Raises ValidationError."""
    if len(text.splitlines()) > most:
        raise ValidationError(f"{what} tient en {most} lignes au plus : une lettre n’a pas la place d’autres.")
    return text


class NotifyDaysForm(VersionedForm):
    """Within how many days of a decision its préfecture wants it notified."""

    days = forms.IntegerField(
        label="Jours au plus entre une décision et sa notification",
        required=False,
        min_value=1,
        max_value=366,
        help_text="Vide : non fixé par la préfecture.",
    )


class AroundForm(VersionedForm):
    """What stands around any letter, whoever sends it."""

    places: ClassVar = {f"{name}_tells": name for name in ("address", "town", "foot")}

    foot = LongText(
        label="Pied de page",
        max_length=200,
        rows=2,
        required=False,
        help_text="Imprimé au bas de chaque page, deux lignes au plus.",
    )

    def clean_address(self) -> str:
        return _of_lines(self.cleaned_data["address"], 6, "L’adresse")

    def clean_foot(self) -> str:
        typed = _of_lines(self.cleaned_data["foot"], 2, "Le pied de page")
        if any(len(line) > FOOT_LINE for line in typed.splitlines()):
            raise ValidationError(f"Une ligne du pied de page a {FOOT_LINE} signes au plus : elle ne se coupe pas.")
        return typed


class LetterheadForm(AroundForm):
    """What stands around the letters of a body."""

    places: ClassVar = AroundForm.places | {"service_tells": "service", "contact_tells": "contact"}
    field_order = ("address", "town", "service", "contact", "foot")

    address = LongText(
        label="Adresse de correspondance",
        max_length=300,
        rows=3,
        required=False,
        help_text="Telle qu’elle est imprimée, une ligne par ligne.",
    )
    town = forms.CharField(
        label="Ville",
        max_length=80,
        required=False,
        help_text="Elle termine l’adresse, et commence les lettres : « Ville, le 3 mars ». Sans elle, une préfecture "
        "date ses lettres du nom du département.",
    )
    service = forms.CharField(
        label="Service qui écrit",
        max_length=120,
        required=False,
        help_text="Imprimé sous le nom de l’organisme. Une lettre est lue par qui l’ouvre : choisissez un nom qui ne "
        "dit pas de quoi il s’agit, « Service des décisions individuelles » par exemple.",
    )
    contact = LongText(
        label="Pour joindre ce service",
        max_length=200,
        rows=2,
        required=False,
        help_text="Téléphone et adresse de courriel, une ligne chacun, comme ils sont imprimés.",
    )

    def clean_contact(self) -> str:
        return _of_lines(self.cleaned_data["contact"], 3, "Ce qui joint le service")
