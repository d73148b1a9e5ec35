"""Bad input, over HTTP: a clear sentence, what was typed still there, nothing half-done.

What others hold to a test, on the same bullets: an unknown id on every page (tests/matrix, `unknown and forbidden
answer the same`); a tampered value, a missing or a wrong keyset, on a page (tests/vault/test_damage.py); NUL and the
length of a text in every field (tests/core/test_components.py); every move from every step (tests/dossiers/
test_steps.py).
"""
