"""One file per change of the table layout, in the order of their revision numbers."""
