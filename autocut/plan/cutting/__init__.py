"""Where clips begin and end: cut points, what is left out between them, and how they are joined."""
