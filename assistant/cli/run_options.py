"""Options that only `assistant run` has."""

from typing import Annotated, Literal

import typer

from assistant.cli.options import HEARING

LEARNING = "Learning"
PAGE = "The page"

WakeWordOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME|FILE",
        help="hey_jarvis, alexa, hey_mycroft or a model file. May be repeated. "
        "Default: hey_jarvis.",
        rich_help_panel=HEARING,
    ),
]
FollowUpOption = Annotated[
    float,
    typer.Option(
        metavar="SECONDS",
        min=0,
        max=60,
        help="Go on listening so long after a reply, without the wake word. Default: 0, never.",
        rich_help_panel=HEARING,
    ),
]
AcknowledgeOption = Annotated[
    Literal["words", "chime"],
    typer.Option(
        help="How to tell that something harmless was done in the room where it was asked "
        "for: in words, or with a short tone. All else is told in words.",
        rich_help_panel=HEARING,
    ),
]
WakeToneOption = Annotated[
    bool,
    typer.Option(
        "--wake-tone",
        help="Tell by a soft tone that the wake word was heard.",
        rich_help_panel=HEARING,
    ),
]
DuckOption = Annotated[
    bool,
    typer.Option(
        "--duck/--no-duck",
        help="Make music in the room quieter while listening.",
        rich_help_panel=HEARING,
    ),
]
OnlyEnrolledOption = Annotated[
    bool,
    typer.Option(
        "--only-enrolled",
        help="Wake only for voices that are enrolled.",
        rich_help_panel=HEARING,
    ),
]
KeepAudioOption = Annotated[
    int,
    typer.Option(
        metavar="DAYS",
        min=0,
        help="Keep recordings of requests so long. Default: none.",
        rich_help_panel=HEARING,
    ),
]
KeepJournalOption = Annotated[
    int,
    typer.Option(
        metavar="DAYS",
        min=0,
        help="Remember what was said and done so long; 0 for ever.",
        rich_help_panel=LEARNING,
    ),
]
RewriteOption = Annotated[
    bool,
    typer.Option("--rewrite/--no-rewrite", help="Use what was learned.", rich_help_panel=LEARNING),
]
LikenessOption = Annotated[
    bool,
    typer.Option(
        "--likeness/--no-likeness",
        help="Use likeness to what is known to work.",
        rich_help_panel=LEARNING,
    ),
]
PooledOption = Annotated[
    bool,
    typer.Option(
        "--pooled/--no-pooled",
        help="Use what other homes have exported.",
        rich_help_panel=LEARNING,
    ),
]
AskOption = Annotated[
    bool,
    typer.Option(
        "--ask/--no-ask",
        help='After one correction ask "did you mean ...?" the next time.',
        rich_help_panel=LEARNING,
    ),
]
WeighOption = Annotated[
    bool,
    typer.Option(
        "--weigh/--no-weigh",
        help="Weigh context as this home was seen to choose.",
        rich_help_panel=LEARNING,
    ),
]
LearnAtOption = Annotated[
    str,
    typer.Option(
        metavar="TIME", help='When to learn every night, or "never".', rich_help_panel=LEARNING
    ),
]
PageOption = Annotated[
    bool,
    typer.Option(
        "--page/--no-page", help="Serve a page that shows the home.", rich_help_panel=PAGE
    ),
]
PagePortOption = Annotated[
    int | None,
    typer.Option(
        help="Port of the page. Default: 8420, or a free one.",
        min=0,
        max=65535,
        rich_help_panel=PAGE,
    ),
]
PageHostOption = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Address that the page is served on. Others than loopback need the token that "
        "is printed, or yours in ASSISTANT_PAGE_TOKEN.",
        rich_help_panel=PAGE,
    ),
]
TextOption = Annotated[
    bool, typer.Option("--text", help="Type instead of speaking.", rich_help_panel=HEARING)
]
ListenOption = Annotated[
    bool,
    typer.Option(
        "--listen", help="Listen even with standard input closed.", rich_help_panel=HEARING
    ),
]
