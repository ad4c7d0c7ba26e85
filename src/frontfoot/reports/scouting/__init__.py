"""An opponent told: page, pictures, Markdown."""
