from rivage.accounts.leads import register

register("person", "people:person")
