"""An alarm clock: it wakes the sweep over deadlines and the dispatcher; due times live in the tables."""
