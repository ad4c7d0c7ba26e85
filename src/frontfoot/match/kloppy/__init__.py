"""Event files of other providers, read through kloppy."""
