"""MQTT's topics and topic patterns, and those on which the assistants of one home talk.

Devices live below `home/`; see `devices.contract`.
"""

from devices.contract import ContractError

LISTENING, BID, ANSWERING = "listening", "bid", "answering"
"""`assistant/ID/listening` is retained while a microphone of this assistant listens, and empty
otherwise: its last will. `assistant/ID/bid` and `assistant/ID/answering` are never retained; what
they say is in `assistant.conversation.arbiter`."""
ASSISTANTS = tuple(f"assistant/+/{what}" for what in (LISTENING, BID, ANSWERING))
"""The subscriptions for all of it."""


def assistant_topic(assistant: str, what: str) -> str:
    """Where this assistant tells others whether it listens, what it bids, that it answers."""
    return f"assistant/{assistant}/{what}"


def matches(pattern: str, topic: str) -> bool:
    """Whether MQTT's topic filter takes this topic."""
    wanted, parts = pattern.split("/"), topic.split("/")
    if topic.startswith("$") and wanted[0] in ("+", "#"):
        return False
    if wanted[-1] == "#":
        wanted.pop()
        parts = parts[: len(wanted)]
    return len(wanted) == len(parts) and all(
        want in ("+", part) for want, part in zip(wanted, parts, strict=True)
    )


def check_pattern(pattern: str) -> None:
    """Raise ContractError for what a broker would refuse."""
    parts = pattern.split("/")
    mixed = any(("+" in part or "#" in part) and len(part) > 1 for part in parts)
    if not pattern or mixed or "#" in parts[:-1]:
        raise ContractError(
            f"{pattern!r} is no topic pattern: expected levels separated by '/', "
            "each plain or '+', and '#' only as the last one"
        )


def check_topic(topic: str) -> None:
    """Raise ContractError for a topic that nothing can be published to."""
    if not topic or "+" in topic or "#" in topic or "\0" in topic:
        raise ContractError(f"cannot publish to {topic!r}: expected one topic without wildcards")
