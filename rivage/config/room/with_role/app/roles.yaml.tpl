# L’organisme et la fonction que cette application apporte. Les clés sont dites dans accounts/roles.yaml.

bodies:
  {role}:
    label: "{label}"
    authority: [{role}]

roles:
  {role}:
    label: "{Label}"
    body: {role}
