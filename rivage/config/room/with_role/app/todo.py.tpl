"""What waits for those who work here: nothing yet."""

from rivage.accounts.homes import Nothing, register_nothing

register_nothing(Nothing("Rien n’attend", "Ce qu’il y a à faire s’affichera ici."), roles=("{role}",))
