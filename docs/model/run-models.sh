#!/usr/bin/env bash
# Checks the models of this directory with Spin and says whether each run ended as it should.
#
#   run-models.sh [--quick | --full] [--only TEXT]
#
#   --quick   (default) runs of under half a minute and 2 GB each, one mutant or more of every model
#   --full    the large ones as well: more than 40 minutes of processor time, up to 8 GB
#   --only    only the runs whose "model switches" contain TEXT
#
# Prints one table row per run; seconds are processor time. Exit status: 0 all as expected, 1 some not, 2 wrong usage,
# 3 a tool is missing. Installs nothing: spin (Debian and Ubuntu: package spin) and gcc must be there.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# level | search | expected end | model | switches
#   search: safety = assertions and deadlocks; progress = non-progress cycles under weak fairness
#   expected end: ok = complete, without an error; else what the checker's message must contain
runs='
quick | safety   | ok         | own.pml    |
quick | progress | ok         | own.pml    | -DCRASHES=1
quick | safety   | ok         | own.pml    | -DF2 -DCRASHES=0
quick | safety   | ok         | own.pml    | -DFORCE -DCRASHES=0
quick | safety   | ok         | own.pml    | -DFORCE -DHEAL -DCRASHES=0
quick | safety   | ok         | own.pml    | -DSTRAY -DHEAL -DCRASHES=0
quick | safety   | ok         | own.pml    | -DPYFORCE -DQUARANTINE -DCRASHES=1
quick | safety   | assertion  | own.pml    | -DPYFORCE -DCRASHES=1
quick | safety   | assertion  | own.pml    | -DNOSLOTLOCK
full  | safety   | ok         | own.pml    | -DCRASHES=3
full  | progress | ok         | own.pml    |
full  | safety   | ok         | own.pml    | -DF2 -DCRASHES=1
full  | safety   | ok         | own.pml    | -DFORCE -DCRASHES=1
full  | safety   | ok         | own.pml    | -DFORCE -DHEAL -DCRASHES=1
full  | safety   | ok         | own.pml    | -DSTRAY -DCRASHES=1
full  | safety   | ok         | own.pml    | -DSTRAY -DHEAL -DCRASHES=1
full  | safety   | ok         | own.pml    | -DFORCE
full  | safety   | ok         | own.pml    | -DFORCE -DHEAL
quick | safety   | ok         | ext.pml    | -DREAPER -DNOF -DNS=2
quick | safety   | ok         | ext.pml    | -DNJ=3 -DNS=2 -DNOF
quick | safety   | ok         | ext.pml    | -DNJ=3 -DNS=2 -DNOF -DCRASHES=2
quick | safety   | ok         | ext.pml    | -DJVM -DCLOSE
quick | safety   | ok         | ext.pml    | -DJVM -DCLOSE -DNOF -DFORCE
full  | safety   | ok         | ext.pml    | -DNJ=3 -DNS=2
full  | safety   | ok         | ext.pml    | -DREAPER -DFORCE -DNOF -DNS=2
full  | safety   | ok         | ext.pml    | -DREAPER -DFORCE -DNOF
full  | safety   | ok         | ext.pml    | -DREAPER -DNS=2
full  | safety   | ok         | ext.pml    | -DREAPER
quick | progress | ok         | live.pml   | -DREAPER -DCRASHES=2 -DNS=2
quick | safety   | end state  | live.pml   |
full  | progress | ok         | live.pml   | -DREAPER -DFORCE -DNS=2
full  | progress | ok         | live.pml   | -DREAPER -DNJ=3
quick | safety   | ok         | unlink.pml | -DFSTAT
quick | safety   | ok         | unlink.pml | -DFSTAT -DHOLDERRET -DCARRY -DFRESH -DFRESHRESTART -DONLYAFTERCARRY
quick | safety   | assertion  | unlink.pml | -DFSTAT -DFRESH
quick | safety   | assertion  | unlink.pml | -DFSTAT -DNAIVECARRY
quick | safety   | assertion  | unlink.pml | -DDOC -DCARRY -DFRESH -DNOCRASH -DONLYAFTERCARRY
quick | safety   | ok         | wake.pml   |
quick | safety   | ok         | wake.pml   | -DSLICES
quick | safety   | ok         | wake.pml   | -DSTRUCK -DREAPER
quick | safety   | ok         | wake.pml   | -DKILLS=1 -DREAPER
quick | safety   | end state  | wake.pml   | -DSWALLOW
quick | safety   | end state  | wake.pml   | -DSWALLOW -DSLICES
quick | safety   | end state  | wake.pml   | -DSTRUCK
quick | safety   | end state  | wake.pml   | -DKILLS=1
full  | safety   | ok         | wake.pml   | -DROUNDS=2
full  | safety   | ok         | wake.pml   | -DROUNDS=2 -DSTRUCK -DREAPER
full  | safety   | ok         | wake.pml   | -DKILLS=2 -DREAPER
quick | safety   | ok         | helper.pml |
quick | safety   | assertion  | helper.pml | -DVPERMIT -DTHROWS=0
quick | safety   | assertion  | helper.pml | -DLATEMARK -DTHROWS=1
quick | safety   | assertion  | helper.pml | -DNOIDLE -DTHROWS=0
quick | safety   | end state  | helper.pml | -DNOGONE -DTHROWS=1
quick | safety   | assertion  | cand.pml   | -DTAKE
quick | safety   | assertion  | cand.pml   | -DTAKE -DHELDFIRST
quick | safety   | assertion  | cand.pml   | -DGATE -DTAKE
quick | progress | cycle      | cand.pml   |
quick | progress | cycle      | cand.pml   | -DGATE
quick | safety   | ok         | java.pml   | -DNOX
quick | safety   | ok         | java.pml   | -DNOX -DLATE
quick | safety   | ok         | java.pml   | -DNOX -DVIRTUAL -DN=1
quick | safety   | assertion  | java.pml   | -DNOX -DM_COUNTED
quick | safety   | assertion  | java.pml   | -DNOX -DM_PERMITFIRST -DTHROWS=0 -DFORCES=0
quick | safety   | assertion  | java.pml   | -DNOX -DM_CHECKTHENSET
quick | safety   | end state  | java.pml   | -DNOX -DM_NORESTORE
quick | safety   | assertion  | java.pml   | -DM_BLIND
quick | safety   | assertion  | java.pml   | -DNOX -DM_FORCEBLIND
quick | safety   | assertion  | java.pml   | -DM_FORCEALL -DTHROWS=0
quick | safety   | assertion  | java.pml   | -DNOX -DM_STALENULL -DTHROWS=0
quick | safety   | assertion  | java.pml   | -DNOX -DM_LATELEAVING -DTHROWS=2
quick | safety   | assertion  | java.pml   | -DNOX -DM_EARLYOUT
quick | safety   | assertion  | java.pml   | -DNOX -DM_NOKEEP
quick | safety   | assertion  | java.pml   | -DNOX -DM_NOFINISH
quick | safety   | assertion  | java.pml   | -DNOX -DM_BLINDFINISH
quick | safety   | assertion  | java.pml   | -DNOX -DM_TAKEANSWER
quick | safety   | assertion  | java.pml   | -DNOX -DM_NOOWED
quick | safety   | assertion  | java.pml   | -DNOX -DM_OWEDBLIND
quick | safety   | assertion  | java.pml   | -DNOX -DM_NOWAIT
quick | safety   | assertion  | java.pml   | -DNOX -DM_NEST
quick | safety   | assertion  | java.pml   | -DNOX -DM_ORPHAN
quick | safety   | assertion  | java.pml   | -DNOX -DM_ORPHAN -DLATE
quick | safety   | assertion  | java.pml   | -DNOX -DM_REAPBLIND
quick | safety   | assertion  | java.pml   | -DNOX -DVIRTUAL -DN=1 -DM_VPERMIT
quick | safety   | assertion  | java.pml   | -DNOX -DVIRTUAL -DN=1 -DM_VTHROW
quick | safety   | end state  | java.pml   | -DNOX -DVIRTUAL -DN=1 -DM_HTHROW
full  | safety   | ok         | java.pml   |
full  | safety   | ok         | java.pml   | -DNOX -DTWOF -DFORCES=2
full  | safety   | ok         | java.pml   | -DNOX -DDUP
full  | safety   | ok         | java.pml   | -DNOX -DTHROWS=2
full  | safety   | ok         | java.pml   | -DVIRTUAL -DN=1
'

usage() { sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; }

level=quick
only=
while [ $# -gt 0 ]; do
  case $1 in
    --quick | --full) level=${1#--} ;;
    --only) only=${2?--only needs a text}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

for tool in spin gcc; do
  if ! command -v "$tool" >/dev/null; then
    echo "run-models.sh needs $tool, which is not installed (Debian, Ubuntu: apt-get install spin gcc)" >&2
    exit 3
  fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
memory=2000
[ "$level" = quick ] || memory=8000
row='| %-10s | %-85s | %-8s | %-10s | %9s | %6s | %7s | %7s | %-22s |\n'
TIMEFORMAT='%U %S'

# run SEARCH MODEL SWITCHES: leaves pan's output in $work/out and user and system seconds in $work/time
run() {
  local -a define search
  if [ "$1" = safety ]; then
    define=(-DSAFETY) search=()
  else
    define=(-DNP -DNFAIR=3) search=(-l -f)
  fi
  cd "$work"
  rm -f pan* out time ./*.trail
  cp "$here/$2" .
  # shellcheck disable=SC2086  # several switches
  spin -a $3 "$2" >spin.out 2>&1 || { cat spin.out >&2; return 1; }
  gcc -O2 -w -DCOLLAPSE -DVECTORSZ=512 -DMEMLIM="$memory" "${define[@]}" -o pan pan.c
  { time ./pan -w24 -m3000000 ${search[@]+"${search[@]}"} >out 2>&1 || true; } 2>time
}

# verdict EXPECTED: compares $work/out with the expected end
verdict() {
  local message
  message=$(sed -n 's/^pan:1: //p' "$work/out" | sed -n 1p)
  if [ "$1" = ok ]; then
    if [ -n "$message" ]; then
      echo "ERROR FOUND"
    elif grep -q 'errors: 0' "$work/out" && ! grep -qE 'not completed|max search depth' "$work/out"; then
      echo "as expected"
    else
      echo "NOT COMPLETED"
    fi
  else
    case $message in
      *"$1"*) echo "as expected" ;;
      '') echo "NO ERROR FOUND" ;;
      *) echo "ANOTHER ERROR" ;;
    esac
  fi
}

# shellcheck disable=SC2059  # the format is the table's row
{
  printf "$row" model switches search expected states errors seconds MB verdict
  printf "$row" --- --- --- --- ---: ---: ---: ---: ---
  failed=0
  matched=0
  while IFS='|' read -r -u 3 lvl search expected model switches; do
    read -r lvl <<<"$lvl"; read -r search <<<"$search"; read -r expected <<<"$expected"
    read -r model <<<"$model"; read -r switches <<<"$switches" || true
    [ -n "$lvl" ] || continue
    [ "$lvl" = quick ] || [ "$level" = full ] || continue
    case "$model $switches" in *"$only"*) ;; *) continue ;; esac
    matched=$((matched + 1))
    if run "$search" "$model" "$switches"; then
      states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' "$work/out" | awk '{printf "%.0f", $1}')
      errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' "$work/out" | sed -n 1p)
      seconds=$(awk '{printf "%.1f", $1 + $2}' "$work/time")
      mb=$(awk '/total actual memory/ {printf "%.0f", $1}' "$work/out")
      said=$(verdict "$expected")
    else
      states=- errors=- seconds=- mb=- said="DOES NOT COMPILE"
    fi
    [ "$said" = "as expected" ] || failed=$((failed + 1))
    printf "$row" "$model" "$switches" "$search" "$expected" "$states" "$errors" "$seconds" "$mb" "$said"
  done 3<<<"$runs"
}
if [ "$matched" -eq 0 ]; then
  echo "no run of the $level set contains \"$only\"" >&2
  exit 2
fi
if [ "$failed" -gt 0 ]; then
  echo "$failed run(s) did not end as expected" >&2
  exit 1
fi
