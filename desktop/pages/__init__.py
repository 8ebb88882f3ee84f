"""Pages, one file per noun or screen; pages never import pages."""
