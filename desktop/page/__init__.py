"""What every page of the window is made of."""
