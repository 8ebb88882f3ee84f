"""Agreements and the steps of their life."""
