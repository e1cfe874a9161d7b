"""Past chats read from files, and what the word gate says of them written as lines, a report or a page."""
