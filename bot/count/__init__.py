"""`accord count`: count a published vote from its ballots, and explain it.

A file of ballots is JSON, BLT or PrefLib (see `files`); a program asks with JSON in and out, one case per line.

A case names its `method` and brings what that method needs:

- every method of `bot.rules.methods`: `ballots`, each with a `count` (1 if left out) and its marks, which
  are `approvals` (a list), a `choice` ("yes", "no" or "abstain") or a `ranking` (a list of levels, best
  first); `candidates`, `seats`, `withdrawn`; in `params` the method's own settings, a `quorum` as a circle
  would write it (none if left out), a `default_option` if one stands for leaving things as they are, and
  the `roll`, without which it is the number of votes cast. For a double majority each ballot names its
  `chamber`, and `chambers` says how many members each has ({"north": 12, "south": 8}; who voted, if left out).
- "schulze_wv", "schulze_margin", "schulze_ratio", "debian_a6", "liquidfeedback" and "irv" as published cases
  have them: ranked, with in `params` the `majority_ratio` of each option, the majorities and
  `no_reverse_beat_path` of a LiquidFeedback policy, or the `rules` of an RCTab contest.
- "approval_budget": approval ballots, with `budget` and `costs` in `params`.
- approval committees also under the names "seqpav" and "seqphragmen"; and "pav" and "chamberlin_courant", which
  search all committees for the best, as long as there are few.
- "consensus_approval": `votes` ({voter, vote}, from "-1" to "+1") or `steps` of them, `min_plus` in `params`.
- "objection_test": `input` with `argued` ({a, b, c, d}), `violates_rules`, or `statement_only`.
- "delegation": `voters`, `delegations` ({from, to, scope}, and `backups` in order where there are any), `votes`, and
  optionally `weights` or `steps`.
- "delegation_cycle_check": `delegations` and one `new`, answered by whether it is refused.
- "delegation_registry": `steps` in which people are willing, are chosen and released, and vote.
- "power_index": `weights` and a `quota` in `params`.

The answer is what was counted, {"skip": why} for a rule that Accord does not have, or {"error": what} for
a case that cannot be understood. Numbers are exact: whole, or a fraction written as text.
"""

from bot.count.draw import drawn_again
from bot.count.files import BadFile, counted
from bot.count.lines import answer, answer_lines

__all__ = ["BadFile", "answer", "answer_lines", "counted", "drawn_again"]
