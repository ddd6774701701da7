"""Words that can be trusted: a plan by code, wording by a model or by code, and a check of every sentence.

What writes advice is `shopcli.write.advise`, which has the name of its module and so is imported from there.
"""

from typing import TYPE_CHECKING

from shopcli.util.lazy_import import names_of

if TYPE_CHECKING:
    from shopcli.models.writer.language_model import LanguageModel, load_language_model
    from shopcli.write.verify.check import check_sentence

__all__ = ["LanguageModel", "check_sentence", "load_language_model"]

__getattr__ = names_of(
    __name__,
    {
        "LanguageModel": "shopcli.models.writer.language_model",
        "check_sentence": "shopcli.write.verify.check",
        "load_language_model": "shopcli.models.writer.language_model",
    },
)
