"""Screens of accounts: `doors` for everybody, `memberships` under an acting membership."""

from rivage.accounts.views.doors import place

__all__ = ["place"]
