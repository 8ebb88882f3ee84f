"""Sources, their quotations and the questions they leave open."""
