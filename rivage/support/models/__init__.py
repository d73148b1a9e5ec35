from rivage.support.models.active import FirstContact, MeansWait, Staffing, TurnedAway, WeekTime

__all__ = ["FirstContact", "MeansWait", "Staffing", "TurnedAway", "WeekTime"]
