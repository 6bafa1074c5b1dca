#!/bin/sh
# A sentence as a WAV file: "Accept" asks for the sound itself instead of JSON.
set -eu
url=${SCHEDULER_URL:-http://127.0.0.1:8080}
file=${1:-speech.wav}

curl -sS --fail-with-body "$url/api/v1/tts/synthesize" -o "$file" \
  -H "Authorization: Bearer ${SCHEDULER_API_KEY:-}" \
  -H "Content-Type: application/json" -H "Accept: audio/wav" \
  -d '{"text": "The meeting starts at nine. 会议九点开始。"}'
echo "$file"
