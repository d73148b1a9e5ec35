"""Exceptions to the budgets of the house, each with its reason. The list may only shrink: it started empty."""

# "path" or "path:function" -> why it can't be smaller.
EXCEPTIONS: dict[str, str] = {}
