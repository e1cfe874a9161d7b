"""The history of the table layout; a released migration is never edited, a change is a new one."""
