#!/usr/bin/env bash
# Fits the confidence of the program as it is built: draws scenes, has the program read them and the held-out plates, and
# writes the curve into the model file. Then the program must be built again. Needs ../shared/data beside the repository.
#
#   training/fit_confidence.sh [ETLE_PROGRAMS [MODEL]]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
programs=$(cd "${1:-$root/.build/release}" && pwd)
model=$(realpath "${2:-$root/Sources/CModel/etle.model}")
data=${ETLE_DATA:-$root/../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

draw() { # name, seed, pictures, options of etle-simulate
  local name=$1 seed=$2 count=$3
  shift 3
  "$programs/etle-simulate" scenes --seed "$seed" --count "$count" --out "$work/$name" "$@"
}

held_out() { # set: the pictures that training leaves out, with their labels
  mkdir -p "$work/$1"
  head -n 1 "$data/$1/labels.csv" > "$work/$1/labels.csv"
  sed -n "s|^$1/||p" "$root/training/etle_training/data/held-out.csv" | while read -r file; do
    cp "$data/$1/$file" "$work/$1/"
    grep "^$file," "$data/$1/labels.csv" >> "$work/$1/labels.csv"
  done
}

draw plain 101 240
draw blurred 102 150 --blur 3 --noise 0.08
draw dirty 103 150 --haze 0.6 --dirt 0.6
draw night 104 150 --night
draw moving 105 150 --motion 9 --plate-share-from 0.05
held_out id-closeups
held_out id-crops

# Twice: a reading less probable than the program's bar isn't given, and what is above the bar depends on the curve before.
for pass in 1 2; do
  sets=()
  for folder in "$work"/*/; do
    (cd "$folder" && "$programs/etle" read --json --model "$model" ./*.jpg | sed 's|"file":"\./|"file":"|' > readings.jsonl) || true
    case $(basename "$folder") in id-*) sets+=("$folder:9") ;; *) sets+=("$folder") ;; esac
  done
  echo "pass $pass"
  python3 "$root/training/fit_confidence.py" --model "$model" "${sets[@]}"
done
