"""Measurements of the bot: accuracy on real messages and the cost of a message."""
