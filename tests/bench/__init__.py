"""Costs measured in one run, never part of the tests: `make bench` writes docs/bench.md. One module per subject."""
