"""Screens, paper and the command line."""
