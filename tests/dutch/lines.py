"""An answer's own lines, which this language leaves in English but for two."""

from shopcli.types import AnswerLines

LINES = AnswerLines(brand="Merk ", nearest="Het dichtst daarbij:")
