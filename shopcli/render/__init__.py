"""Values in, text for people or programs out.

One concept a file. Each gives its thing twice: ``plain_…`` yields lines for pipes and screen readers, ``rich_…`` yields
renderables for a terminal. `shopcli.render.console.Console` owns the streams and chooses. `shopcli.render.as_json` is
what programs read, and like this file it imports nothing heavy.
"""

from shopcli.render.as_json import answer_to_dict, dumps, explain_to_dict

__all__ = ["answer_to_dict", "dumps", "explain_to_dict"]
