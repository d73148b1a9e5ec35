from rivage.audit.registry import EventType, register

register(
    EventType("year_closed", "a clos les nombres d’une année"),
    EventType("year_closed_again", "a clos de nouveau les nombres d’une année, avec une raison"),
)
