"""What decisions say of a demande wherever it is shown, and what lists of demandes and of people are narrowed to."""

from functools import partial

from rivage.decisions import invited, outcome
from rivage.dossiers import states
from rivage.people.panels import Narrowing, narrowings

states.register(invited.shown)
states.register(outcome.shown)
for word, label, sense in outcome.SENSES:
    states.choices.append(states.Choice(word, label, partial(outcome.among, sense=sense)))
    narrowings.append(Narrowing(word, label, partial(states.people_of, word=word)))
