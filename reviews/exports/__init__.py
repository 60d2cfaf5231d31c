"""A Report in other formats: Report in, bytes out. Each module is one format."""
