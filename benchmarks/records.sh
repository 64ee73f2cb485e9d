#!/bin/sh
# What a record costs, and how long questions take, while millions of records of one day are added. Ten million take about three minutes.
#
#   benchmarks/records.sh                                              SQLite, in a temporary folder
#   RECORDS_STORE_URL=jdbc:postgresql://… benchmarks/records.sh         an empty database of PostgreSQL
#
# RECORDS_MILLIONS (10), RECORDS_ACCOUNTS (10) and TMPDIR change what they say. Needs ./symbolon and benchmarks.jar: mvn -Pquick package.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -Xmx512m -cp "benchmarks/target/quick/benchmarks.jar" org.symbolon.benchmarks.RecordLoad \
    "${RECORDS_STORE_URL:-jdbc:sqlite:symbolon.db}" "$work/data" "${RECORDS_MILLIONS:-10}" "${RECORDS_ACCOUNTS:-10}"
