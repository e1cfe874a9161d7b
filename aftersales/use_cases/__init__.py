"""What the system does, one thing per file."""
