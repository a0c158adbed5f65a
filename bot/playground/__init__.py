"""Accord against a simulated Discord in the same process, tried in a browser without a token.

A visitor's request walks ``guard`` (who may speak at all) → ``front`` (our page: people, rooms, time) or
``proxy`` (the room that is on ``stage``) → ``world`` (the simulated Discord with the program in it, one
action at a time, on ``clock``). ``seed`` lays out the community; ``server`` starts and stops everything.
"""
