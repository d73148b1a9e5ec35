"""Paris, where the chair has a relevé to sign; Creuse, where an interim convened a first session for tomorrow."""

from rivage.demo.stories.telling import Telling


def paris(telling: Telling) -> None:
    for name, days in (("Binta Écume", -60), ("Kim Cargo", -20)):
        telling.meet(days - 10, "nadia.phare", name)
        telling.ask(days, name)
    telling.deposit(-50, "Binta Écume")
    telling.complete(-45, "Binta Écume", "sophie.rade")
    seance = telling.plan(-30, "75", "sophie.rade", at=-2, place="Préfecture, quai de l’Exemple")
    telling.schedule(-29, "Binta Écume", seance, "sophie.rade")
    telling.convene(-12, seance, "sophie.rade")
    telling.sit(-2, seance, "sophie.rade", {"Binta Écume": {}})
    telling.deposit(-3, "Kim Cargo")


def creuse(telling: Telling) -> None:
    telling.meet(-40, "tom.galet", "Ana Tourbe")
    telling.ask(-35, "Ana Tourbe")
    telling.deposit(-15, "Ana Tourbe")
    telling.complete(-14, "Ana Tourbe", "claire.digue@23")
    seance = telling.plan(-13, "23", "claire.digue@23", at=1, place="Préfecture, salle du Puits")
    telling.schedule(-12, "Ana Tourbe", seance, "claire.digue@23")
    telling.convene(-10, seance, "claire.digue@23")
