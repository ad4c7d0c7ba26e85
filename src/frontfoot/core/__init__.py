"""Functions and types that all packages use: errors, wording, minutes, names of clubs, colours, tables, files."""
