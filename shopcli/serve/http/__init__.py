"""`shopcli serve --http`: the tools of agents as REST, in the shapes of the Universal Commerce Protocol, for local programs.

address     where it listens: loopback, unless more is asked for
token       what a caller has to know
gate        which calls come in: by Host, Origin and token
limits      how much at once, how large, how slow
refusal     what is told where nothing is carried out
operations  what each path does; `event_stream` is advice as it is written, `discovery` what there is
metrics     what is counted, as OpenMetrics text
app         all that one request goes through
server      the process: sockets, connections, signals
"""
