"""A whole breath in the words that are read one by one."""

from assistant.context import Context
from assistant.understanding.breaths.because import without_because
from assistant.understanding.breaths.doors import with_doors
from assistant.understanding.breaths.kept import with_kept_said
from assistant.understanding.breaths.ones import with_ones_named
from assistant.understanding.breaths.own_words import has_words_of_its_own
from assistant.understanding.breaths.plainly import each_plainly
from assistant.understanding.breaths.spares import with_all_named, with_time_last
from assistant.understanding.breaths.stays import without_what_stays


def in_plain_breath(text: str, context: Context) -> str:
    """What stays is left out, what is spared is named, and each wish says its deed."""
    if has_words_of_its_own(text):
        return text
    wished = with_ones_named(without_because(text), context.home)
    named = with_all_named(with_doors(wished, context.home), context)
    plain = each_plainly(with_time_last(named), context)
    return with_kept_said(without_what_stays(plain, context.home), context.home)
