"""Pages about the aid: one file for each subject."""
