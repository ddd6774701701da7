"""What serves a need that names no thing is found here among what a catalog sells."""
