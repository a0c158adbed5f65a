"""Other programs that do what Accord does; `make bench-…` installs them into an environment of their own."""
