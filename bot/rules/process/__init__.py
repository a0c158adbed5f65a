"""What every process has: a table of transitions, people in their seats, and errors.

A process is a pure state machine (governance 3, 6, 9). Its file names the phases, the moves and, in one table, who may
make which move when; `machine.py` runs the table, prints it and counts it.
"""
