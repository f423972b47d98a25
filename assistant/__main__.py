"""`python -m assistant`."""

import sys

from assistant.interrupted import INTERRUPTED, was_interrupted

try:
    from assistant.cli import main

    main()
except KeyboardInterrupt:  # before the command line could take care of it
    sys.exit(INTERRUPTED)
except ImportError as error:
    if not was_interrupted(error):
        raise
    sys.exit(INTERRUPTED)
