# {Label}.

{room}:first:
  what: "La première page, qui ne montre personne"
  bar: {label: "{Label}", rank: 130}
  read: {{role}: list}
