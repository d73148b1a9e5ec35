from rivage.accounts.leads import register

register("concerned", "dossiers:concerned")
