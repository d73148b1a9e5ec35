"""The way to the report, from the list of people."""

from rivage.people.panels import Way, register_way

register_way(Way("report:report", "Rapport d’activité", "foot", rank=6))
