"""What lies in an inbox, and what of it may be taken."""
