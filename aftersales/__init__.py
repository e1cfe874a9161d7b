"""Our program: the after-sales rules, what the system does, and how it is stored."""
