"""Forms of a demande: its parts, and the gestures that move it."""
