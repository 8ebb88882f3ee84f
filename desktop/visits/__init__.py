"""Visits and invitations."""
