from rivage.support.models.active import FirstContact, MeansWait, Staffing, TurnedAway, WeekTime
from rivage.support.models.after import NewsAccord, NoNews
from rivage.support.models.danger import DangerAssessment
from rivage.support.models.evaluation import Evaluation
from rivage.support.models.steps import Approach
from rivage.support.models.tally import PassageSum, Tally

__all__ = [
    "Approach",
    "DangerAssessment",
    "Evaluation",
    "FirstContact",
    "MeansWait",
    "NewsAccord",
    "NoNews",
    "PassageSum",
    "Staffing",
    "Tally",
    "TurnedAway",
    "WeekTime",
]
