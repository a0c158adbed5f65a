"""What can be pressed in a talking circle."""

from bot.rules import talking as m
from bot.ui.common.actions import BLUE, GREEN, HAND_OVER
from bot.ui.face import Action, Field

# fmt: off
ACTIONS = (
    Action("speak", "Speak", lambda a, _: m.Speak(a["words"]), "You were heard, and the turn passes on.",
           (Field("words", "Your words", hint="Leave it empty to say what was kept for you", fewest=0),), GREEN),
    Action("pass", "Pass", lambda _, __: m.Pass(), "The turn passes on."),
    Action("keep", "Keep words for my turn", lambda a, _: m.KeepWords(a["words"]),
           "Kept for your turn. Nobody else sees it until you speak.",
           (Field("words", "Your words", hint="They take the place of what was kept before"),)),
    Action("again", "Another round", lambda _, __: m.AnotherRound(), "The turn goes round once more.", style=BLUE),
    Action("summarise", "Say what was heard", lambda a, _: m.Summarise(a["words"]), "Your summary is in the thread.",
           (Field("words", "What was heard?"),)),
    Action("close", "Close the circle", lambda a, _: m.Close(a["words"]), "The circle is closed.",
           (Field("words", "A word at the end", fewest=0),)),
    HAND_OVER,
)
# fmt: on
