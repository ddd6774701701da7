"""Words that can be trusted: a plan by code, wording by a model or by code, and a check of every sentence."""

from shopcli.write.advise import advise
from shopcli.write.check import check_sentence
from shopcli.write.language_model import LanguageModel, load_language_model

__all__ = ["LanguageModel", "advise", "check_sentence", "load_language_model"]
