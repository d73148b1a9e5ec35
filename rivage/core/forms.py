"""The base of every form of the house: what is typed is kept, said in French, never remembered by the browser."""

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from rivage.core import clock
from rivage.core.french import hour, number, points_to_correct, typed, visible
from rivage.core.paper.french import clean
from rivage.core.spent import Spent

LONG_TEXT = 10_000
FIRST_YEAR, LAST_YEAR, CENTURY = 1900, 2100, 100
NUL_REFUSED = "Ce texte contient un caractère que rien n’affiche (NUL). Effacez la réponse et écrivez-la de nouveau."
MESSAGES = {
    "invalid_choice": "Choisissez une des réponses proposées.",
    "invalid_list": "Choisissez parmi les réponses proposées.",
    "invalid_date": "Cette date n’existe pas. Écrivez-la ainsi : 27/11/2026.",
    "invalid_number": "Écrivez un nombre, en chiffres.",
    "invalid_address": "Cette adresse n’est pas entière. Écrivez-la ainsi\u00a0: prenom.nom@exemple.fr.",
}
OWN_INVALID: dict[type[forms.Field], str] = {
    forms.DateField: "invalid_date",
    forms.IntegerField: "invalid_number",
    forms.DecimalField: "invalid_number",
    forms.EmailField: "invalid_address",
}
# Codes of what bounds an answer: Django's own sentences name neither the field nor, of two bounds, the other.
BOUNDS = frozenset({"min_length", "max_length", "min_value", "max_value"})
# What a page never draws again: a file stays on its device, a secret is not sent back, a code serves once.
GONE = (forms.FileInput, forms.PasswordInput, Spent)
# In the error box these say nothing without the label of their field.
GENERIC = {*MESSAGES.values(), NUL_REFUSED}
# Of one month: more is a slip of the hand.
MOST_EUROS = Decimal(100_000)
# Python also reads 1e2, 1_000 and the digits of other scripts, which nobody means.
WRITTEN_NUMBER = re.compile(r"[0-9\s.,+€-]*")
TICKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)
# HTML gives them no `autocomplete`; no browser restores one on our pages, which no cache may keep.
NEVER_COMPLETED = (*TICKS, forms.FileInput)
# A page may hold several forms, each with its version: nothing leads to a hidden field, and none has an id.
NO_ID: dict[str, Any] = {"id": False}


def whole(text: str) -> int:
    """A whole number of nine digits at most, as a page or a file carries it; -1 for anything else. Python itself
    refuses thousands of digits, and says them.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class Standing(NamedTuple):
    """What stands in place of what was typed in a field; `taken`: nobody had typed there, and the form now says it."""

    label: str
    text: str
    taken: bool = False


class ErrorPoint(NamedTuple):
    """One line of the error box: the id of the control to go to (empty for the whole form) and the sentence."""

    target: str
    message: str


class LongText(forms.CharField):
    """A text of several lines, 10 000 characters at most. A longer one comes back whole, with what to cut."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONG_TEXT, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> Any:
        """The typed text as papers and files will hold it: its line ends are one character, so that the count is what
        the writer sees, and no sign that they forbid is left.
        """
        text = super().to_python(value)
        return super().to_python(clean(typed(text))) if isinstance(text, str) else text

    def run_validators(self, value: Any) -> None:
        """Say by how much the text is too long. ValidationError carries the sentence."""
        if isinstance(value, str) and self.max_length and len(value) > self.max_length:
            over = number(len(value) - self.max_length)
            raise ValidationError(
                f"Ce texte dépasse {number(self.max_length)} caractères, de {over}. Il est gardé : raccourcissez-le.",
                code="max_length",
            )
        super().run_validators(value)


def missing(label: str) -> str:
    """What is said where nothing was answered. A label that asks keeps its own mark."""
    return f"Il manque une réponse\u00a0: {label}" if label.endswith("?") else f"Il manque\u00a0: {label}."


class LongRadios(forms.RadioSelect):
    """More choices than one reads at a glance: under the headings of their groups, with a way to search among them."""

    searched = True

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        for heading, options, _ in groups:
            options[0]["heading"] = heading
        return groups


class Euros(forms.DecimalField):
    """An amount as one types it: « 1 234,50 », « 559.44 € »."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, *, most: Decimal = MOST_EUROS, per: str = " pour un mois", **kwargs: Any) -> None:
        """`most`: what is beyond is a slip of the hand; `per`: what it is counted over."""
        super().__init__(localize=True, **kwargs)
        self.most, self.per = most, per

    def to_python(self, value: Any) -> Any:
        """The amount, whatever separates its thousands and its cents."""
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f€]", "", value).replace(",", ".")
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        """Refuse a negative amount, one past what is meant, parts of a cent. ValidationError carries the sentence."""
        super().validate(value)
        if value is None:
            return
        if value < 0:
            raise ValidationError(f"{self.label}\u00a0: un montant ne peut pas être négatif.", code="negative")
        if value > self.most:
            sentence = f"{self.label}\u00a0: plus de {number(int(self.most))}\u00a0€{self.per}. Vérifiez ce montant."
            raise ValidationError(sentence, code="absurd")
        if value != value.quantize(Decimal("0.01")):
            raise ValidationError(
                f"{self.label}\u00a0: un montant s’écrit au centime près, comme 559,44.", code="cents"
            )


def _meant(year: int) -> str:
    """What a year of two digits was meant as, none further than the next; "" of one typed whole."""
    if year >= CENTURY:
        return ""
    this = 2000 + year
    return f" Vouliez-vous dire {this if this <= clock.now().year + 1 else this - CENTURY} ?"


class DayField(forms.DateField):
    """A calendar day, typed in the browser's own date input. A year nobody means is asked again with a likely one."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """Refuse a year outside 1900-2100. ValidationError carries the sentence."""
        super().validate(value)
        if isinstance(value, datetime.date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(f"L’année {value.year:04d} semble fausse.{_meant(value.year)}", code="year")


class RivageForm(forms.Form):
    """Base form: French sentences, the theme's classes, NUL refused everywhere, no memory in the browser."""

    template_name = "core/parts/form.html"
    use_required_attribute = False
    # The browsers' "enhanced" spelling sends what is typed to their maker: off unless a form has nothing to hide.
    spelling = False
    # Which field a refusal of the verb is about, by the code of its reason.
    places: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            self.add(name, field)

    def add(self, name: str, field: forms.Field) -> None:
        """Add a field known only at run time, dressed as the declared ones."""
        self.fields[name] = field
        self._dress(field.widget)
        self._speak_french(name, field)

    def _dress(self, widget: forms.Widget) -> None:
        if widget.is_hidden:
            widget.attrs = NO_ID | widget.attrs
            return
        attrs = widget.attrs
        if isinstance(widget, TICKS):
            look = "form-check-input"
        else:
            look = "form-select" if isinstance(widget, forms.Select) else "form-control"
        attrs["class"] = f"{attrs.get('class', '')} {look}".strip()
        if not isinstance(widget, NEVER_COMPLETED):
            attrs.setdefault("autocomplete", "off")
        if isinstance(widget, (forms.TextInput, forms.Textarea)):
            attrs.setdefault("spellcheck", "true" if self.spelling else "false")
        # With maxlength the browser silently cuts what is pasted: words lost and nobody told.
        attrs.pop("maxlength", None)

    def _speak_french(self, name: str, field: forms.Field) -> None:
        messages = field.error_messages
        if messages.get("required") == forms.Field.default_error_messages["required"]:
            messages["required"] = missing(str(field.label or name.replace("_", " ")))
        for code in ("invalid_choice", "invalid_list"):
            if code in messages and messages[code] == type(field).default_error_messages.get(code):
                messages[code] = MESSAGES[code]
        for kind, own in OWN_INVALID.items():
            if isinstance(field, kind) and messages.get("invalid") == kind.default_error_messages.get("invalid"):
                messages["invalid"] = MESSAGES[own]
        if isinstance(field, forms.IntegerField | forms.DecimalField):
            least, most = field.min_value, field.max_value
            between = f"Un nombre de {least} à {most}." if most is not None else f"{least} au moins."
            messages.setdefault("min_value", between)
            messages.setdefault("max_value", between if least is not None else f"{most} au plus.")
        messages.setdefault("max_length", "%(limit_value)s caractères au plus, il y en a %(show_value)s.")

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Give a field of choice what it offers, known only at run time. TypeError for any other field."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} offers no choice")
        field.choices = list(choices)

    def hide(self, read: str) -> None:
        """Carry what was typed to the page where it is read again. `read`: what the field of that name says there."""
        self.hide_fields()
        typed = {self.add_prefix(name): self[name].value() for name in self.fields}
        self.data = typed | {self.add_prefix("read"): read}

    def hide_fields(self) -> None:
        """Draw none of its fields: the page carries what they hold."""
        for field in self.fields.values():
            field.widget = field.hidden_widget(attrs=NO_ID)

    def put_back(self, sent: Any, name: str) -> None:
        """Put what stands in place of what was sent. KeyError for no field of this form."""
        field = self.fields[name]
        value, key = self.get_initial_for_field(field, name), self.add_prefix(name)
        sent.pop(key, None)
        if isinstance(value, list | tuple):
            sent.setlist(key, value)
        elif value and isinstance(field, forms.BooleanField):
            sent[key] = "on"
        elif value is not None and value is not False:
            sent[key] = value if isinstance(field, forms.ChoiceField) else field.widget.format_value(value) or ""

    def full_clean(self) -> None:
        """Validate, then refuse NUL in any raw value, whatever the field does with it.

        What is typed on one line is one line: a line break sent there would write a line of its own on a letter.
        """
        super().full_clean()
        if not self.is_bound:
            return
        for name, field in self.fields.items():
            on_one_line = type(field) is forms.CharField and isinstance(field.widget, forms.TextInput)
            if on_one_line and isinstance(said := self.cleaned_data.get(name), str):
                self.cleaned_data[name] = " ".join(clean(typed(said)).split())
            if field.required and isinstance(said := self.cleaned_data.get(name), str) and not visible(said).strip():
                self.add_error(name, ValidationError(field.error_messages["required"], code="required"))
            raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            values = raw if isinstance(raw, (list, tuple)) else [raw]
            if any(isinstance(value, str) and "\x00" in value for value in values):
                self.errors.pop(name, None)
                self.add_error(name, ValidationError(NUL_REFUSED, code="nul"))
            elif isinstance(field, forms.IntegerField) and isinstance(raw, str) and not WRITTEN_NUMBER.fullmatch(raw):
                self.errors.pop(name, None)
                self.add_error(name, ValidationError(field.error_messages["invalid"], code="invalid"))

    @staticmethod
    def _alone(error: ValidationError, label: str) -> str:
        message = " ".join(error.messages)
        return f"{label}\u00a0: {message}" if message in GENERIC or error.code in BOUNDS else message

    @property
    def error_title(self) -> str:
        """« Deux points à corriger »."""
        return points_to_correct(len(self.error_points))

    @property
    def what_stays(self) -> str:
        """What stays of what was typed, under the errors: a file or a secret is given once more."""
        seen = [field for field in self.fields.values() if not field.widget.is_hidden]
        if not seen:
            return "Rien n’a été fait."
        gone = [str(field.label) for field in seen if isinstance(field.widget, GONE)]
        if not gone:
            return "Tout ce que vous avez écrit est gardé."
        rest = " Tout le reste est gardé." if len(gone) < len(seen) else ""
        return f"À donner de nouveau\u00a0: {', '.join(gone)}.{rest}"

    @property
    def error_points(self) -> list[ErrorPoint]:
        """One point per message, in the order of the fields, those of the whole form first."""
        points = [ErrorPoint("", str(message)) for message in self.non_field_errors()]
        for bound in self:
            widget = bound.field.widget
            target = "" if widget.is_hidden else f"{bound.auto_id}_0" if widget.use_fieldset else bound.auto_id
            points += [ErrorPoint(target, self._alone(error, str(bound.label))) for error in bound.errors.as_data()]
        return points


# The title of the box of a stale form, where nothing is to be corrected.
UNSAVED = "Rien n’a été enregistré"


class VersionedForm(RivageForm):
    """A form that two may have open at once. It carries the version of what it showed, to be compared by the action,
    and a mark of each answer as it was shown.

    `version`: that of what stands now. A stale one comes back with what was typed, and `standing` says what stands
    instead: both are read before it is sent again. An answer that was left as it was shown takes what stands.
    `stale`: what is said where it is not to be sent again; `outdated`: it was refused as stale.
    """

    stale = ""
    outdated = False

    def __init__(self, *args: Any, version: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add("version", forms.CharField(widget=forms.HiddenInput, required=False))
        self.add("before", forms.CharField(widget=forms.HiddenInput, required=False))
        self.initial = {**self.initial, "version": version, "before": self._marks}
        self.standing: list[Standing] = []
        self.before = ""

    def full_clean(self) -> None:
        """Validate; the marks are ours, and no answer for the action."""
        super().full_clean()
        if self.is_bound:
            self.before = self.cleaned_data.pop("before", "")

    @property
    def error_title(self) -> str:
        """Of a stale one, what may be corrected here alone is counted: that another was first is no point of it."""
        many = 0 if self.stale else sum(1 for point in self.error_points if point.target)
        return super().error_title if not self.outdated else points_to_correct(many) if many else UNSAVED

    @property
    def shown(self) -> str:
        """The version that was shown to who sends this."""
        return str(self.cleaned_data["version"])

    def compare(self) -> None:
        """Show what stands beside what was typed, and take it as seen. The form is valid, and refused as stale."""
        typed, sent = dict(self.cleaned_data), cast(Any, self.data).copy()
        sent[self.add_prefix("version")], sent[self.add_prefix("before")] = self.initial["version"], self._marks()
        self.data = sent
        before = dict(pair.partition("=")[::2] for pair in self.before.split())
        for name, field in self._answers():
            stands, mine = self._stands(name, field), self._said(field, typed.get(name))
            shown = before.get(name)
            if stands == mine or shown == self._mark(name, stands):
                continue
            taken = shown == self._mark(name, mine)
            self.standing.append(Standing(str(field.label), stands, taken))
            if taken:
                self.put_back(sent, name)
            elif shown:
                self.add_error(name, f"Entre-temps, une autre réponse est enregistrée : « {stands or 'rien'} ».")

    def _answers(self) -> list[tuple[str, forms.Field]]:
        return [(name, field) for name, field in self.fields.items() if not field.widget.is_hidden]

    def _stands(self, name: str, field: forms.Field) -> str:
        return self._said(field, self.get_initial_for_field(field, name))

    def _marks(self) -> str:
        """A mark of each answer as it stands; asked when the page is drawn, once every field is there."""
        return " ".join(f"{name}={self._mark(name, self._stands(name, field))}" for name, field in self._answers())

    @staticmethod
    def _mark(name: str, said: str) -> str:
        return salted_hmac("rivage.answer", f"{name}\n{said}", algorithm="sha256").hexdigest()[:16]

    @staticmethod
    def _said(field: forms.Field, value: Any) -> str:
        if isinstance(field, forms.BooleanField):
            return "oui" if value else "non"
        if isinstance(field, forms.ChoiceField):
            labels = {str(code): str(label) for code, label in cast("Iterable[tuple[Any, Any]]", field.choices)}
            chosen = value if isinstance(value, list | tuple) else [value or ""]
            return ", ".join(labels.get(str(code), str(code)) for code in chosen)
        if isinstance(value, datetime.date):
            return f"{value:%d/%m/%Y}"
        if isinstance(value, datetime.time):
            return hour(value)
        return "" if value is None else str(value)
