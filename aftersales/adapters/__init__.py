"""How the program reaches the outside: database, files, importers, Rasa."""
