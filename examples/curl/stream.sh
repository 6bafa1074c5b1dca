#!/bin/sh
# A chat whose tokens come as they are made: server-sent events, the last of them is the result.
set -eu
url=${SCHEDULER_URL:-http://127.0.0.1:8080}

curl -sSN --fail-with-body "$url/api/v1/llm/generate" \
  -H "Authorization: Bearer ${SCHEDULER_API_KEY:-}" \
  -H "Content-Type: application/json" \
  -d '{"prompt": "你好，请介绍一下自己", "temperature": 0, "stream": true}'
