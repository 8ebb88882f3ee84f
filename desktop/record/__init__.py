"""One record in full: its pane and window, and the place to write down what was done."""
