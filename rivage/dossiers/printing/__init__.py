"""From a demande, or a person, to the papers of the workshop: what their pages show, and the sheets made of it."""
