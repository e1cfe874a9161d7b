"""HTTP routes, one file per door."""
