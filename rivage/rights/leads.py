from rivage.accounts.leads import register

register("aid", "rights:afis")
register("decided", "rights:decided")
