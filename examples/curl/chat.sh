#!/bin/sh
# A chat: the request waits for its answer (wait_s, 30 s at most by default).
set -eu
url=${SCHEDULER_URL:-http://127.0.0.1:8080}

curl -sS --fail-with-body "$url/api/v1/llm/generate" \
  -H "Authorization: Bearer ${SCHEDULER_API_KEY:-}" \
  -H "Content-Type: application/json" \
  -d '{"prompt": "Hello! Who are you?", "temperature": 0, "max_tokens": 60}'
