"""The store that is a collection of Milvus: embedded in a file, on a server or in a cluster."""
