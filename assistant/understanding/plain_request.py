"""The request without courtesies, idioms and repeats, for templates that have none of these."""

from assistant.context import Context
from assistant.understanding.complaints import as_complained
from assistant.understanding.courtesy import only_mildly, without_courtesy, without_vocative
from assistant.understanding.idioms import in_plain_words
from assistant.understanding.meanwhile import for_a_while
from assistant.understanding.plurals import one_by_one
from assistant.understanding.repairs import is_edited
from assistant.understanding.repeats import without_repeats
from assistant.understanding.timer_talk import for_what
from assistant.understanding.when import planned_in
from assistant.understanding.wish_reader import WishReader


def plainly(text: str, confidence: float, context: Context, wishes: WishReader) -> str:
    """The text in plain words, where no template takes it as it is and one may then."""
    text = without_vocative(text)
    once = text if is_edited(text) else without_repeats(text)
    polite = without_courtesy(once)
    said = as_complained(for_a_while(one_by_one(polite, context)))
    plain = for_what(in_plain_words(said), context.home)
    if plain == text or wishes.fits_a_template(text, confidence, context):
        return text
    mild = plain == polite and only_mildly(once, polite)
    if mild and not wishes.fits_a_template(polite, confidence, context):
        return polite if planned_in(polite, context) is not None else once
    return plain
