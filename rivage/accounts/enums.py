from django.db import models


class BodyKind(models.TextChoices):
    ANTENNE = "antenne", "antenne d’association"
    HEAD_OFFICE = "head_office", "siège d’association"
    PREFECTURE = "prefecture", "préfecture"
    DESK = "desk", "service chargé du séjour"
    PAYER = "payer", "organisme payeur"
    MINISTRY = "ministry", "ministère"
    REGION = "region", "direction régionale"
    RIVAGE = "rivage", "équipe technique"


class Role(models.TextChoices):
    REFERENT = "referent", "Référent ou référente"
    LEAD = "lead", "Responsable d’antenne"
    HEAD_OFFICE = "head_office", "Siège de l’association"
    DELEGATE = "delegate", "Délégué ou déléguée départementale"
    SECRETARY = "secretary", "Secrétariat de la commission"
    CHAIR = "chair", "Présidence de la commission"
    SEAT = "seat", "Membre de la commission"
    SIGNATORY = "signatory", "Signataire"
    DESK = "desk", "Service chargé du séjour"
    PAYER = "payer", "Organisme payeur"
    REGION = "region", "Direction régionale"
    MINISTRY = "ministry", "Ministère"
    ADMIN = "admin", "Administration technique"
    AUDITOR = "auditor", "Contrôle des accès"
    SYSTEM = "system", "Tâche automatique"


ANTENNE_ROLES = (Role.REFERENT, Role.LEAD)
# Those who instruct a file for the State; with the signatory, those who write down what was decided.
INSTRUCTING = (Role.DELEGATE, Role.SECRETARY)
DECIDING = (*INSTRUCTING, Role.SIGNATORY)

# Who may confirm a membership in a body of this kind: someone with authority there, never its proposer.
AUTHORITY = {
    BodyKind.ANTENNE: (Role.LEAD,),
    BodyKind.HEAD_OFFICE: (Role.HEAD_OFFICE,),
    BodyKind.PREFECTURE: (Role.DELEGATE, Role.CHAIR),
    BodyKind.DESK: (Role.DESK,),
    BodyKind.PAYER: (Role.PAYER,),
    BodyKind.MINISTRY: (Role.MINISTRY,),
    BodyKind.REGION: (Role.REGION,),
    BodyKind.RIVAGE: (Role.ADMIN,),
}

# Which roles a body of this kind may give.
ROLES_OF = {
    BodyKind.ANTENNE: (Role.REFERENT, Role.LEAD),
    BodyKind.HEAD_OFFICE: (Role.HEAD_OFFICE,),
    BodyKind.PREFECTURE: (Role.DELEGATE, Role.SECRETARY, Role.CHAIR, Role.SEAT, Role.SIGNATORY),
    BodyKind.DESK: (Role.DESK,),
    BodyKind.PAYER: (Role.PAYER,),
    BodyKind.MINISTRY: (Role.MINISTRY,),
    BodyKind.REGION: (Role.REGION,),
    BodyKind.RIVAGE: (Role.ADMIN, Role.AUDITOR, Role.SYSTEM),
}


class Source(models.TextChoices):
    """Where a fact recorded for another body comes from (design §4, provenance)."""

    OWN_DESK = "own_desk", "par le service lui-même"
    SIGNED_PAPER = "signed_paper", "d’après le papier signé"
    PHONE = "phone", "par téléphone"
    PAPER_SHE_HOLDS = "paper_held", "d’après le papier que la personne détient"
