"""How a tie is told while it is played: the match board, its service, and the ledger that never loses a goal."""
