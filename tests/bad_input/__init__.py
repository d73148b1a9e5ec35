"""Bad input, over HTTP: a clear sentence, what was typed still there, nothing half-done.

What others hold to a test on the same bullets: an unknown id on every page (tests/matrix, `unknown and forbidden
answer the same`); a tampered value, a missing or a wrong keyset (tests/vault/test_damage.py); NUL and the length of a
text in every field (tests/core/test_components.py); every move from every step (tests/dossiers/test_steps.py); births,
months, dates and two tabs on the parts of a demande (tests/dossiers/test_pages.py); a birth corrected to under 18
(tests/people/test_pages.py); the commission's counts and mandates by its actions (tests/commissions/test_opinions.py).
"""
