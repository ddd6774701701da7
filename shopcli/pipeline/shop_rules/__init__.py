"""A shop's own rules, in one file that people read: `rules.toml` in the index folder, or the one that the settings name.

reading     the file, with every fault told by its line
opening     an index with the rules that hold for it; what is always hidden is not in it at all
selections  which products a rule speaks of, and which requests
words       synonyms and words that are left aside, in a request
moves       what is pinned, buried or hidden for one request
checking    what each rule changes on a set of requests; dead rules, and rules that contradict each other
"""
