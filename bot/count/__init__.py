"""`accord count`: count a published vote from its ballots, as JSON in and JSON out, one case or one per line.

A case names its `method` and brings what that method needs:

- every method of `bot.rules.methods`: `ballots`, each with a `count` (1 if left out) and its marks, which
  are `approvals` (a list), a `choice` ("yes", "no" or "abstain") or a `ranking` (a list of levels, best
  first); `candidates`, `seats`, `withdrawn`; in `params` the method's own settings, a `quorum` as a circle
  would write it (none if left out), a `default_option` if one stands for leaving things as they are, and
  the `roll`, without which it is the number of votes cast.
- "schulze_wv", "schulze_margin", "schulze_ratio", "debian_a6", "liquidfeedback" and "irv" as published cases
  have them: ranked, with in `params` the `majority_ratio` of each option, the majorities and
  `no_reverse_beat_path` of a LiquidFeedback policy, or the `rules` of an RCTab contest.
- "approval_budget": approval ballots, with `budget` and `costs` in `params`.
- "delegation": `voters`, `delegations` ({from, to, scope}), `votes`, and optionally `weights` or `steps`.
- "delegation_cycle_check": `delegations` and one `new`, answered by whether it is refused.

The answer is what was counted, {"skip": why} for a rule that Accord does not have, or {"error": what} for
a case that cannot be understood. Numbers are exact: whole, or a fraction written as text.
"""

from bot.count.lines import answer, answer_lines

__all__ = ["answer", "answer_lines"]
