#!/bin/sh
# A picture takes longer: submit it, wait for its end by its status, download it.
set -eu
url=${SCHEDULER_URL:-http://127.0.0.1:8080}
file=${1:-picture.png}
authorization="Authorization: Bearer ${SCHEDULER_API_KEY:-}"

field() {
  sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" | head -n 1
}

# Sent again with the same key, it is the same job.
id=$(curl -sS --fail-with-body "$url/api/v1/image/generate" \
  -H "$authorization" -H "Content-Type: application/json" -H "Idempotency-Key: picture-$$" \
  -d '{"prompt": "a red apple", "seed": 7, "priority": 3}' | field task_id)
echo "job $id"

while :; do
  status=$(curl -sS --fail-with-body "$url/api/v1/task/status/$id" -H "$authorization" | field status)
  case $status in
    succeeded) break ;;
    failed | cancelled) echo "$status" >&2; exit 1 ;;
  esac
  sleep 0.2
done

curl -sS --fail-with-body "$url/api/v1/task/$id/artifacts/image.png" -H "$authorization" -o "$file"
echo "$file"
