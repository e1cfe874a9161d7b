"""The Rasa project and its Python parts."""
