"""The only public door: buyer API, chat page, desk."""
