"""The page of a function leads to the one where its holder is given her account back; accounts, to those closed."""

from rivage.accounts.leads import register

register("recovery", "recovery:ask")
register("shut", "recovery:shut")
