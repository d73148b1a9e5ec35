"""The law as dated data and pure functions: dates and plain values in, verdicts with their articles out.

Nothing here reads a clock, a database or a request. Nothing here decides: a verdict helps the person who signs.
"""
