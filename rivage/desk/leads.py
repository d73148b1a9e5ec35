from rivage.accounts.leads import register
from rivage.desk.rules import slug

register("rule", "desk:rule", rule=slug)
register("help", "desk:help")
register("accessibility", "desk:accessibility")
register("data", "desk:data")
