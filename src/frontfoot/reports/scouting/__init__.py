"""The report of an opponent: page, pictures, Markdown."""
