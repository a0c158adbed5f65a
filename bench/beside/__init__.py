"""Other programs that do what Accord does; they need the extra `bench`, and `make bench-…` installs it."""
