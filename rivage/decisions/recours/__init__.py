"""Remedies against a decision: who made which, until when another may be made, what the judge ordered."""
