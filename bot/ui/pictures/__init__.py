"""Pictures of results, each with a text twin that says the same in words."""
