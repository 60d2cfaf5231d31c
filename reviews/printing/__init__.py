"""A report on paper: made into HTML here, into PDF by workers that cannot take the server down."""
