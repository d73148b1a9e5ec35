"""What can go wrong with keys. Each is refused aloud: a damaged value is never shown as a value."""


class VaultError(Exception):
    """A key or a value cannot be used. The message is a sentence for the person who administers."""


class KeysetMissing(VaultError):
    """The keyset of a body is not where it should be, or does not open under the root keyset."""


class KeysAway(VaultError):
    """The process that holds the keysets does not answer, or opened the keys of too many people within the hour."""


class KeyMissing(VaultError):
    """No key of this person is open to whoever asks (never given, or erased)."""


class Damaged(VaultError):
    """A stored value was altered, moved to another row, or written under another key."""
