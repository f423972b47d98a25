"""What a household buys and runs out of, by the last word of its name, and what cannot be bought.

Whoever says that they are out of something else may speak of anything, so that it is asked about.
"""

from assistant.understanding.words import words_of

_GOODS = frozenset(
    "milk cream butter margarine cheese cheddar feta mozzarella parmesan yogurt yoghurt egg "
    "bread loaf roll bun bagel bap wrap tortilla cracker biscuit cookie cake crisp chip "
    "cereal oat porridge muesli granola flour sugar salt pepper spice cumin paprika "
    "cinnamon turmeric herb basil parsley coriander oil vinegar ketchup mayo mayonnaise "
    "mustard sauce salsa gravy stock jam marmalade honey syrup spread marmite vegemite "
    "nutella chocolate sweet candy snack nut almond peanut raisin fruit apple banana orange "
    "lemon lime grape pear peach plum berry strawberry blueberry raspberry melon mango "
    "avocado vegetable veg potato spud carrot onion garlic ginger tomato cucumber lettuce "
    "salad spinach broccoli cauliflower cabbage pea bean lentil corn mushroom courgette "
    "zucchini celery leek squash pumpkin rice pasta spaghetti noodle couscous dal dhal tofu "
    "meat chicken beef mince steak pork ham bacon rasher sausage turkey lamb fish salmon "
    "tuna prawn soup pizza tea teabag coffee decaf cordial juice lemonade soda cola coke "
    "beer wine cider gin vodka whiskey whisky rum kombucha formula food kibble treat litter "
    "hay straw pellet nappy diaper wipe tampon pad tissue kleenex soap shampoo conditioner "
    "toothpaste toothbrush floss mouthwash deodorant moisturiser moisturizer lotion "
    "sunscreen razor foam gel detergent softener bleach cleaner disinfectant polish liquid "
    "tablet capsule pod sponge cloth foil clingfilm film bag sack liner towel napkin candle "
    "match lighter battery bulb lightbulb tape glue ink toner envelope stamp paracetamol "
    "ibuprofen aspirin plaster bandage vitamin medicine antihistamine dip hummus houmous "
    "pesto olive pickle jelly custard pudding popcorn pretzel pastry pie dough yeast "
    "vanilla".split()
)
_PAPER = frozenset("toilet kitchen loo printer wrapping baking greaseproof tissue".split())
_NO_GOODS = frozenset(
    "time luck here there patience ideas idea money cash breath energy power order space "
    "room words options town bed office control touch sight reach sync step shape place "
    "work hours puff steam range signal data memory storage battery charge fuel petrol "
    "diesel gas oil hot heat electric electricity credit practice date danger trouble hand "
    "character it that this them those these things stuff everything something nothing "
    "anything one ones country school hospital jail woods way house home door gate car tune "
    "focus fashion bounds question excuses steps seats spoons chances lives ammo road "
    "runway days weeks minutes jobs holidays sleep".split()
)


def is_bought(item: str) -> bool:
    """Its last word is one of the things that a household buys: "oat milk", "toilet paper"."""
    words = words_of(item)
    if not words:
        return False
    last = words[-1]
    if last == "paper":
        return not _PAPER.isdisjoint(words)
    return _singular(last) in _GOODS


def may_be_bought(item: str) -> bool:
    """Nothing of which people are out without wanting to buy it."""
    words = words_of(item)
    return bool(words) and len(words) <= 4 and _NO_GOODS.isdisjoint({words[0], words[-1]})


def _singular(word: str) -> str:
    for ending, instead in (("ies", "y"), ("oes", "o"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    return word
