"""Pages about rights: one file for each subject."""
