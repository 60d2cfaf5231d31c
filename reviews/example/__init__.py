"""The example organisation: its documents, and what makes rows of them."""
