"""The match board: a service and pages that follow ties while they are played, on an append-only ledger."""
