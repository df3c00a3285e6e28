"""To wait for what other processes do."""

import time


def until(condition, otherwise="It took too long.", *, seconds=60, every=0.02):
    """Wait for it, as long as a busy machine may take; after that the test fails, and says `otherwise`."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, otherwise
        time.sleep(every)
