"""`python -m assistant`."""

import sys

try:
    from assistant.cli import main

    main()
except KeyboardInterrupt:  # before the command line could take care of it
    sys.exit(130)
