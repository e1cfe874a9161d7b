"""Tests of whole turns: runner, use cases, playbooks and database together, without Rasa."""
