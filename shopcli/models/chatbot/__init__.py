"""An encoder-decoder Transformer of one's own: the network, its vocabulary, how it decodes, and the writer that it is."""
