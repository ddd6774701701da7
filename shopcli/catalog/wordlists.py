"""Word lists as they are best read and mended: in one run of text."""


def split_words(text: str) -> frozenset[str]:
    """The words of ``text``, parted by bars where there are any (then a word may hold spaces), else by spaces."""
    return frozenset(text.split("|") if "|" in text else text.split())
