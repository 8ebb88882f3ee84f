"""People, offices, countries and areas."""
