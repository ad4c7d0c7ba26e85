"""Reports of matches: one self-contained page, JSON, Markdown."""
