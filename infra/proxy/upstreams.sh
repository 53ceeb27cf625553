#!/bin/sh
# upstreams.conf: where the replicas of each service are. Either told (UNIWIRE_PROXY_INTAKE="host:port host:port",
# and so for the other four), or the addresses that the service's name has now, at its default port.
#
# A replica that is not ready (it starts, or cannot keep up) is left out while another one is ready, so a request
# is not answered 503 by one of two; nginx itself finds out only what does not answer at all.
set -eu

ready() {
  curl -fs -o /dev/null --connect-timeout 1 --max-time 2 "http://$1/readyz" 2>/dev/null
}

for service in intake:4001 indexer:4002 views:4003 syndicator:4004 reader:4005; do
  name=${service%:*}
  port=${service#*:}
  eval "replicas=\${UNIWIRE_PROXY_$(echo "$name" | tr a-z A-Z):-}"
  if [ -z "$replicas" ]; then
    replicas=$(getent ahostsv4 "$name" | awk -v port="$port" '$2 == "STREAM" { print $1 ":" port }' | sort -u)
  fi
  chosen=
  # shellcheck disable=SC2086 # words of a list
  set -- $replicas
  if [ $# -gt 1 ]; then
    for replica in "$@"; do if ready "$replica"; then chosen="$chosen $replica"; fi; done
  fi
  printf 'upstream %s {\n' "$name"
  # What is known of a replica that does not answer is known to every worker.
  printf '  zone %s 64k;\n' "$name"
  # One feed always from one replica, so that it never goes back in time; /v1/changes and the rest with it.
  if [ "$name" = syndicator ]; then printf '  hash $uri consistent;\n'; fi
  # A name without an address becomes one that refuses, so that nginx starts, and answers 503.
  for replica in ${chosen:-${replicas:-127.0.0.1:1}}; do printf '  server %s max_fails=1 fail_timeout=2s;\n' "$replica"; done
  # Less than the 5 s after which a service closes an idle connection: a write on it then would be lost.
  printf '  keepalive 32;\n  keepalive_timeout 4s;\n}\n'
done
