"""What happened: one match is one table of events, whatever the provider."""
