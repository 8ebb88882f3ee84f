"""Hands and eyes of the tests of the window: somebody who opens it, types, chooses, and looks at what is stored."""
