"""Rights that a period opens. This first path knows the AFIS decision; months and APS come with the clocks."""

from rivage.rights.models.afis import AfisDecision

__all__ = ["AfisDecision"]
