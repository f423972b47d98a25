"""The real models, loaded once."""

import pytest

from tests.hearing.ears import Ears, load


@pytest.fixture(scope="session")
def ears() -> Ears:
    return load()
