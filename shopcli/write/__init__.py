"""Words that can be trusted: a plan by code, wording by a model or by code, and a check of every sentence."""

from shopcli.models.writer.language_model import LanguageModel, load_language_model
from shopcli.write.advise import advise, nearest
from shopcli.write.verify.check import check_sentence

__all__ = ["LanguageModel", "advise", "check_sentence", "load_language_model", "nearest"]
