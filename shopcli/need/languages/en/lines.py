"""What an answer's own lines say in English."""

from shopcli.types import AnswerLines

LINES = AnswerLines()
