"""Learned tables in one line."""

from datetime import UTC, datetime

from assistant.learning.rewriting.model import (
    KnownRequest,
    Layer,
    Learned,
    LearnedRewrite,
    Scene,
    Status,
    rewrite_id,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SCENE = Scene(now=NOW, area="kitchen")


def rewrite(
    heard: str,
    meant: str,
    *,
    layer: Layer = "personal",
    status: Status = "live",
    areas: tuple[str, ...] = (),
) -> LearnedRewrite:
    return LearnedRewrite(
        id=rewrite_id(heard, meant, layer),
        heard=heard,
        rewrite=meant,
        layer=layer,
        status=status,
        areas=areas,
        learned=NOW,
        used=NOW,
    )


def known(text: str, *, layer: Layer = "personal", times: float = 1.0) -> KnownRequest:
    return KnownRequest(text=text, layer=layer, times=times, last=NOW)


def table(*rewrites: LearnedRewrite, requests: tuple[KnownRequest, ...] = ()) -> Learned:
    return Learned(rewrites=rewrites, requests=requests)
