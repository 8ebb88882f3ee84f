"""Item models: QtCore and QtGui only, never a widget."""
