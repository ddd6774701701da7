"""A chatbot of one's own, an encoder-decoder Transformer that learns from nothing but pairs."""
