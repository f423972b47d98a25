"""Questions about the assistant itself, and what can be said to it, with examples of this home."""

from collections.abc import Iterator

from assistant.home.model import Home
from assistant.home.phrasing import called, listing
from assistant.skill import CannotDo, Plan, Request, Skill

ANSWERS = {
    "hello": "hello",
    "morning": "good morning",
    "evening": "good evening",
    "night": "good night",
    "bye": "goodbye",
    "listening": "I listen for my wake word; what I hear stays on this machine",
    "data": "it stays on this machine",
    "name": "I am the assistant of this home; I listen for my wake word",
    "well": "I am fine, thank you. What can I do for you?",
}
EXAMPLES = 3
_SAYING = {
    "light": "turn on {}",
    "cover": "open {}",
    "media_player": "play some jazz on {}",
    "climate": "make it warmer with {}",
    "lock": "is {} locked",
    "todo": "add milk to {}",
    "vacuum": "start {}",
    "switch": "turn on {}",
}
"""One thing to say for each kind of device, the commonest first."""


def handle(request: Request) -> Plan:
    if request.form == "commands":
        return Plan(reply=_what_to_say(request.context.home))
    answer = ANSWERS.get(request.form)
    if answer is None:
        raise CannotDo("I have no answer to that")
    return Plan(reply=answer)


def _what_to_say(home: Home) -> str:
    examples = [f'"{example}"' for example in _examples(home)][:EXAMPLES]
    also = "ask for a timer, the time or what is on"
    said = f"say {listing(examples, 'or')}, or {also}" if examples else also
    return f"you can {said}"


def _examples(home: Home) -> Iterator[str]:
    for kind, saying in _SAYING.items():
        for device in home.devices_of(kind)[:1]:
            yield saying.format(called(device, home))


SKILL = Skill(
    intent="HassRespond",
    handle=handle,
    is_question=True,
    sentences="""
- sentences:
    - "(help|help me|i need help|what now)"
    - "what (can|could|do|should) (you|i) (do|say|ask|ask you|ask you for|ask for|tell you|control) [here|for me|in here|with this|to you]"
    - "what (are you able|is it possible|are you good) (to do|for|at)"
    - "(how do|how does|how can) (you|this|it|i) (work|use this|use you|talk to you)"
    - "(what|which) (commands|things|requests) (can|do) (i|you) (say|use|know|understand|do)"
    - "(give|tell|show) me [some] (examples|commands|help)"
  response: commands
- sentences:
    - "(who|what) are you"
    - "(what is|what's|tell me) your name"
    - "(what|how) (are you called|should i call you|do i call you)"
  response: name
- sentences:
    - "how (are you|are you doing|is it going|do you do) [today]"
    - "(are you|you) (ok|okay|well|there|awake|listening)"
  response: well
""",  # noqa: E501
)
