"""Who works on what: claims by renaming, kept by leases."""
