"""Readers for the YAML files that trainers and shop owners edit."""
