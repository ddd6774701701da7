"""`shopcli serve`: one process keeps an index and its models open, and `shopcli ask` of the same user asks it.

asking    one way of asking, here or there; `messages` is what travels
wire      values as lines of JSON; nothing that is read can run
sockets   the folder of sockets that only its owner can open, and which socket is whose
client    what `ask` does: find the process, ask it, or say that it is not there
host      the process itself; `loaded` is what it keeps open
"""
