#!/bin/sh
# upstreams.conf from the addresses that the names of the services have now; the ports are the services'
# defaults. A name without an address becomes one that refuses, so that nginx starts, and answers 503.
set -eu
for service in intake:4001 indexer:4002 views:4003 syndicator:4004 reader:4005; do
  name=${service%:*}
  port=${service#*:}
  printf 'upstream %s {\n' "$name"
  # One feed always from one replica, so that it never goes back in time.
  if [ "$name" = syndicator ]; then printf '  hash $uri consistent;\n'; fi
  addresses=$(getent ahostsv4 "$name" | awk '$2 == "STREAM" { print $1 }' | sort -u)
  for address in ${addresses:-127.0.0.1}; do
    if [ -n "$addresses" ]; then printf '  server %s:%s;\n' "$address" "$port"; else printf '  server 127.0.0.1:1;\n'; fi
  done
  printf '  keepalive 32;\n}\n'
done
