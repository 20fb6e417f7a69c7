"""What a process that serves for days does with what it loaded once."""

import gc


def keep_what_is_loaded() -> None:
    """Let the collector of garbage pass over all objects that exist now: code, models, templates live until the end.

    Else it looks at some hundred thousand of them every few requests, and one page in twenty waits 0.1 s for that.
    """
    gc.collect()
    gc.freeze()
