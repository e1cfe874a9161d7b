"""The demo shop of tea and smart locks, as a neutral order file relative to a given moment."""
