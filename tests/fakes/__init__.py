"""Stand-ins for the outside world; the contract tests hold them to what the real ones do."""
