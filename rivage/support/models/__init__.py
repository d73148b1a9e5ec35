from rivage.support.models.active import FirstContact, MeansWait, Staffing, TurnedAway, WeekTime
from rivage.support.models.evaluation import Evaluation

__all__ = ["Evaluation", "FirstContact", "MeansWait", "Staffing", "TurnedAway", "WeekTime"]
