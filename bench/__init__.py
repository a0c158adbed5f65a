"""What Accord costs, beside the least it could cost: each module measures one thing with `measure()`."""
