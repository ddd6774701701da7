"""The rival of `start.py` and `warm.py`: semantic search as anybody would write it. MODEL VECTORS.npy TITLES.json [REQUEST]"""

import json
import sys

import numpy as np
from sentence_transformers import SentenceTransformer

model = SentenceTransformer(sys.argv[1], device="cpu")
vectors, titles = np.load(sys.argv[2]), json.load(open(sys.argv[3], encoding="utf-8"))  # noqa: PTH123, SIM115
for request in sys.argv[4:] or sys.stdin:
    scores = vectors @ model.encode([request.strip()], normalize_embeddings=True, show_progress_bar=False)[0]
    best = [{"title": titles[row], "score": float(scores[row])} for row in np.argsort(-scores)[:3]]
    print(json.dumps(best), flush=True)
