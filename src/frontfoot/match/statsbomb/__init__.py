"""StatsBomb event files."""
