"""What the filter shows, as files: the same rows in every format, with the facts that a reader needs to cite them."""
