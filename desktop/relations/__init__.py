"""The state of relations: the page of a country, an organisation or a pair."""
