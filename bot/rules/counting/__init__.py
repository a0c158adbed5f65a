"""Counting: each method is one pure function from a poll to an outcome with the steps that led there.

`poll.py` says what is counted, `outcome.py` what comes out, `method.py` how a method describes itself, and
`registry.py` lists the methods. Each other file is one method, or what several of them share.
"""
