#!/usr/bin/env bash
# Store speed side by side with C++ Nix, in one run: wall time of each, interleaved, and the ratio of the medians.
# Usage: evaluator/bench/store.sh [ROUNDS] [ROW…], rows being add-many add-large verify register cache; needs nix-bin, 8 GB in $TMPDIR.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3}; shift || true
rows=${*:-add-many add-large verify register cache}
work=$(mktemp -d "${TMPDIR:-/tmp}/firn-store-bench.XXXXXX")
server=""
cleanup() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
  chmod -R u+w "$work" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
export NIX_CONFIG=$'experimental-features = nix-command\nbuild-users-group =\nsubstituters ='
export HOME=$work/home XDG_CACHE_HOME=$work/cache
mkdir -p "$HOME" "$XDG_CACHE_HOME"
./firn compat "$work/bin" >/dev/null
./firn eval -E 1 >/dev/null 2>&1
declare -A times

# timed NAME COMMAND…: seconds of wall time, appended to what NAME has
timed() {
  local name=$1 start end
  shift
  start=$(date +%s%N)
  "$@" >/dev/null 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
  end=$(date +%s%N)
  times[$name]="${times[$name]:-} $(((end - start) / 1000000))"
}

fresh() { chmod -R u+w "$1" 2>/dev/null || true; rm -rf "$1"; }

median() { tr ' ' '\n' <<<"$1" | grep . | sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }

row() {
  local firn nix
  firn=$(median "${times[firn-$1]}")
  nix=$(median "${times[nix-$1]}")
  awk -v n="$1" -v f="$firn" -v x="$nix" 'BEGIN {printf "%-10s firn %6d ms   nix %6d ms   ratio %.2f\n", n, f, x, f/x}'
}

# both NAME: runs the functions firn_NAME and nix_NAME in turn
both() {
  local name=$1 i
  for ((i = 0; i < rounds; i++)); do
    "before_$2"; timed "firn-$name" "firn_$2"
    "before_$2"; timed "nix-$name" "nix_$2"
  done
  row "$name"
}

many() {
  [ -d "$work/many" ] && return
  mkdir "$work/many"
  python3 - "$work/many" <<'P'
import os, random, sys
random.seed(1)
for d in range(250):
    folder = f"{sys.argv[1]}/d{d}"
    os.mkdir(folder)
    for f in range(200):
        with open(f"{folder}/f{f}", "wb") as out:
            out.write(random.randbytes(random.randint(100, 4000)))
P
}

before_add() { fresh "$work/sf"; fresh "$work/sn"; }
firn_add() { "$work/bin/nix-store" --store "$work/sf" --add "$what"; }
nix_add() { nix-store --store "$work/sn" --add "$what"; }

before_verify() { :; }
firn_verify() { "$work/bin/nix-store" --store "$work/sv" --verify --check-contents; }
nix_verify() { nix-store --store "$work/sv" --verify --check-contents; }

before_register() { fresh "$work/rf"; fresh "$work/rn"; }
firn_register() { "$work/bin/nix-store" --store "$work/rf" --load-db <"$work/db"; }
nix_register() { nix-store --store "$work/rn" --load-db <"$work/db"; }

before_cache() { fresh "$work/cf"; fresh "$work/cn"; rm -rf "$XDG_CACHE_HOME/nix"; }
firn_cache() { "$work/bin/nix" copy --no-check-sigs --store "$work/cf" --from "http://127.0.0.1:$port" "$top"; }
nix_cache() { nix copy --no-check-sigs --to "$work/cn" --from "http://127.0.0.1:$port" "$top"; }

for one in $rows; do
  case $one in
    add-many) many; what=$work/many; both add-many add ;;
    add-large)
      [ -f "$work/large" ] || head -c 2147483648 /dev/urandom >"$work/large"
      what=$work/large; both add-large add; rm -f "$work/large" ;;
    verify)
      many
      # The trees of the rows above, as one has them: 50,000 small files and 2 GB, in many paths.
      for part in "$work"/many/d?*; do nix-store --store "$work/sv" --add "$part" >/dev/null 2>&1; done
      for part in 1 2 3 4 5 6 7 8; do
        head -c 268435456 /dev/urandom >"$work/part$part"
        nix-store --store "$work/sv" --add "$work/part$part" >/dev/null 2>&1
        rm "$work/part$part"
      done
      both verify verify; fresh "$work/sv" ;;
    register)
      python3 - >"$work/db" <<'P'
import hashlib, random
random.seed(2)
digits = "0123456789abcdfghijklmnpqrsvwxyz"
paths = []
for i in range(10000):
    path = "/nix/store/" + "".join(random.choice(digits) for _ in range(32)) + f"-package-{i}"
    refs = sorted(random.sample(paths, min(len(paths), 5)))
    print(path, hashlib.sha256(str(i).encode()).hexdigest(), 1000 + i, "", len(refs), *refs, sep="\n")
    paths.append(path)
P
      both register register ;;
    cache)
      if ! [ -d "$work/cs" ]; then
        cat >"$work/closure.nix" <<'P'
let
  text = i: builtins.concatStringsSep "\n" (builtins.genList (j: builtins.hashString "sha256" "${toString i}-${toString j}") 600);
  paths = builtins.genList (i: builtins.toFile "part-${toString i}" (text i)) 1000;
in builtins.toFile "top" (toString paths)
P
        top=$(nix-instantiate --store "$work/cs" --eval --read-write-mode "$work/closure.nix" 2>/dev/null | tr -d '"')
        nix copy --store "$work/cs" --to "file://$work/cache-files?compression=${COMPRESSION:-xz}" "$top" 2>/dev/null
      fi
      port=$((20000 + RANDOM % 20000))
      python3 - "$work/cache-files" "$port" <<'P' &
import functools, http.server, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *arguments): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), functools.partial(Quiet, directory=sys.argv[1])).serve_forever()
P
      server=$!
      sleep 1
      both cache cache
      kill "$server"; server="" ;;
  esac
done
