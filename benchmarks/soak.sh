#!/bin/sh
# Three nodes at 80 % of what they can do, with one fault after another, on the loopback address only: see SoakIT in architecture-tests.
# Needs Maven, since it builds what it runs, and some 2 GiB of memory. The first argument is how many minutes it takes, 30 if there is none.
#
#   benchmarks/soak.sh
#   benchmarks/soak.sh 5
set -eu
minutes=${1:-30}
case $minutes in
    '' | *[!0-9]* | 0*) echo "soak.sh: the number of minutes must be 1 or more" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."
exec mvn -o -B -Pquick,soak verify -Dit.test=SoakIT -Dsymbolon.soak.seconds=$((minutes * 60))
