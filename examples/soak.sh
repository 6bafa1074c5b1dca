#!/usr/bin/env bash
# Starts a server with the miniature models, runs mixed jobs through it, and prints its memory before and after.
#   examples/soak.sh [JOBS]      200 by default: half chats, two fifths speech, a tenth pictures
set -euo pipefail
jobs=${1:-200}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mktemp -d)
cd "$folder"
"$home/ai_scheduler" serve --port 0 >server.log 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

url=
while [ -z "$url" ]; do
  kill -0 "$server" || { cat server.log >&2; exit 1; }
  sleep 0.5
  url=$(sed -n 's/.*ready to take tasks: //p' server.log)
done
until curl -sf "$url/readyz" >/dev/null; do sleep 0.5; done
sleep 3

memory() { awk '/^VmRSS/ {printf "%d", $2 / 1024}' "/proc/$server/status"; }
post() { curl -sf -o /dev/null -H 'Content-Type: application/json' -d "$2" "$url/api/v1/$1"; }
count() { curl -sf "$url/api/v1/system/resources" | grep -o "\"$1\":[0-9]*" | cut -d: -f2 | awk '{s += $1} END {print s + 0}'; }

idle=$(memory)
echo "idle: $idle MiB"
for ((i = 0; i < jobs; i++)); do
  case $((i % 10)) in
    0 | 1 | 2 | 3 | 4) post llm/generate '{"prompt":"你好，请介绍一下自己","max_tokens":64,"async":true}' ;;
    5 | 6 | 7 | 8) post tts/synthesize '{"text":"The quick brown fox jumps over the lazy dog.","async":true}' ;;
    9) post image/generate '{"prompt":"a red apple","width":256,"height":256,"steps":4}' ;;
  esac
done
while [ "$(count queued)" -gt 0 ] || [ "$(count running)" -gt 0 ]; do sleep 1; done
after=$(memory)
failed=$(curl -sf "$url/api/v1/tasks?status=failed&limit=500" | awk -F'"task_id"' '{n += NF - 1} END {print n + 0}')
echo "after $jobs jobs: $after MiB ($(((after - idle) * 100 / idle)) % more), $failed failed"
