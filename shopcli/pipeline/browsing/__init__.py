"""Looking around: which products match, by what they can be narrowed down, and page after page of them without a request."""
