"""Numbers that people see. Drawn at random: a sequence would count the people of a département."""

import secrets

# No letter or digit that is misread on paper or over the telephone (0 O, 1 I L, 5 S, 2 Z, B 8, U V).
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"


def signs(number: int) -> str:
    """So many signs of the alphabet, drawn at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(number))


def code(groups: int, length: int) -> str:
    """A code that somebody reads and types, such as 4T7KM-9ACDE: so many groups of so many signs."""
    return "-".join(signs(length) for _ in range(groups))


def bare(typed: str) -> str:
    """The signs of a code, whatever its spaces, dashes and capitals."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def file_number() -> str:
    """A file number such as R-4T7KM9: 23^6 values, compared by the unique index of the table that keeps it."""
    return "R-" + signs(6)


def file_number_of(typed: str) -> str:
    """The file number that somebody typed, with or without its letter and its dash."""
    signs_ = bare(typed)
    return "R-" + (signs_[1:] if len(signs_) == 7 and signs_[0] == "R" else signs_)


def line_number() -> str:
    """The reference of a line of an order, such as L-4T7KM9QR: it leaves to another body and says nothing of hers."""
    return "L-" + signs(8)
