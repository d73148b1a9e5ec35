from rivage.support.models.active import FirstContact, MeansWait, Staffing, TurnedAway, WeekTime
from rivage.support.models.evaluation import Evaluation
from rivage.support.models.steps import Approach

__all__ = ["Approach", "Evaluation", "FirstContact", "MeansWait", "Staffing", "TurnedAway", "WeekTime"]
