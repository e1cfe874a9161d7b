"""Importers for orders as shops really export them."""
