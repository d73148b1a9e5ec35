"""Numbers that people see. Drawn at random: a sequence would count the people of a département."""

import secrets

# No letter or digit that is misread on paper or over the telephone (0 O, 1 I L, 5 S, 2 Z, B 8, U V).
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"


def file_number() -> str:
    """A file number such as R-4T7KM9: 23^6 values, compared by the unique index of the table that keeps it."""
    return "R-" + "".join(secrets.choice(ALPHABET) for _ in range(6))


def line_number() -> str:
    """The reference of a line of an order, such as L-4T7KM9QR: it leaves to another body and says nothing of hers."""
    return "L-" + "".join(secrets.choice(ALPHABET) for _ in range(8))
