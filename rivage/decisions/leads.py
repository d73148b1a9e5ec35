from rivage.accounts.leads import register

register("decision", "decisions:decision")
register("remedies", "decisions:remedies")
