"""How it is told on paper: one self-contained page, JSON, Markdown."""
