"""Rasa graph components, the channel, the NLG and the tracker store."""
