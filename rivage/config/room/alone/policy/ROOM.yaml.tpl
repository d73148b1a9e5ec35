# {Label}. Sans entrée dans la barre : `bar` l’y mettrait.

{room}:first:
  what: "La première page, qui ne montre personne"
  read: {{reader}: list}
