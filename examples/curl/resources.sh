#!/bin/sh
# Who uses what: lanes, slots, device share, models, nodes.
set -eu
url=${SCHEDULER_URL:-http://127.0.0.1:8080}

curl -sS --fail-with-body "$url/api/v1/system/resources" -H "Authorization: Bearer ${SCHEDULER_API_KEY:-}"
