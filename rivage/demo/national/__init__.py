"""A whole invented nation, for measures: written by COPY, not through the actions, then held to the checks of data."""

from rivage.demo.national.scale import SCALES, Scale
from rivage.demo.national.writing import seed

__all__ = ["SCALES", "Scale", "seed"]
