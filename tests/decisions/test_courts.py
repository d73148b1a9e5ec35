from rivage.decisions.courts import SEAT_OF, court
from rivage.law.territory import departements


def test_every_departement_has_its_court_and_no_other_has_one() -> None:
    assert set(SEAT_OF) == {each.code for each in departements()}


def test_a_court_is_written_as_it_is_said() -> None:
    assert court("33") == "tribunal administratif de Bordeaux"
    assert court("45") == "tribunal administratif d’Orléans"
