"""What the generated client does, as lines of JSON: python3 example.py http://localhost:8080 [KEY]"""

import json
import sys
import tempfile
import time
import uuid

from ai_scheduler_client import (
    ApiClient, ApiException, BulkApi, BulkSubmission, BulkTask, Configuration, EnforcedSchema, ImageSubmission, LlmSubmission,
    LlmSubmissionAllOfStop, ResponseFormat, ResponseFormatJsonSchema, SubmitApi, SystemApi, TasksApi, TtsSubmission)

host = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
client = ApiClient(Configuration(host=host, access_token=sys.argv[2] if len(sys.argv) > 2 else None))
submit = SubmitApi(client)
tasks = TasksApi(client)


def show(name, got):
    print(json.dumps({"name": name, "got": got}, default=str), flush=True)


def task(answer):
    """The task of an answer: 200 may be a task or a dry run, 202 is a task."""
    return getattr(answer, "actual_instance", answer)


# a chat
chat = task(submit.generate_text(
    LlmSubmission(prompt="你好，请介绍一下自己", model="qwen2.5", temperature=0.7, max_tokens=8,
                  stop=LlmSubmissionAllOfStop("never")),
    idempotency_key=str(uuid.uuid4())))
show("chat", chat.to_dict())

# an answer by a schema
mood = {"type": "object", "properties": {"mood": {"enum": ["calm", "windy"]}}, "required": ["mood"], "additionalProperties": False}
structured = task(submit.generate_text(LlmSubmission(
    prompt="How is Oslo?", max_tokens=60,
    response_format=ResponseFormat(type="json_schema",
                                   json_schema=ResponseFormatJsonSchema(name="mood", schema=EnforcedSchema(mood))))))
show("structured", structured.result)

# speech, as a file of its task
speech = task(submit.synthesize_speech(TtsSubmission(text="这是一段测试文本", voice="coqui", speed=1.0)))
file = tasks.get_artifact(speech.task_id, "speech.wav")
show("speech", {"file": file[:4].decode("latin1"), "bytes": len(file), "duration_s": speech.result["duration_s"]})

# a picture: submitted, asked for, downloaded
picture = task(submit.generate_image(ImageSubmission(prompt="一只可爱的小猫", width=128, height=128, use_turbo=True, steps=2)))
while picture.finished_at is None:
    time.sleep(0.2)
    picture = tasks.get_task(picture.task_id)
file = tasks.get_artifact(picture.task_id, picture.artifacts[0].name)
show("picture", {"status": picture.status, "finished": picture.finished_at.isoformat(), "start": file[:8].decode("latin1")})

# many at once, lists, what the server has
many = submit.submit_tasks(BulkSubmission(tasks=[
    BulkTask(type="llm", additional_properties={"prompt": "one", "max_tokens": 2, "tags": ["python"]}),
    BulkTask(type="llm", idempotency_key=str(uuid.uuid4()),
             additional_properties={"prompt": "two", "max_tokens": 2, "tags": ["python"]})]))
with tempfile.NamedTemporaryFile("w", suffix=".csv") as manifest:
    manifest.write("type,prompt\nllm,three\n")
    manifest.flush()
    # of the types that the contract names the generator prefers JSON lines
    run = BulkApi(client).submit_bulk_run(manifest=manifest.name, dry_run=True, _content_type="multipart/form-data")
show("bulk", {"dry_run": run.dry_run, "status": run.status})
page = tasks.list_tasks(tag=["python"], limit=10)
show("many", {"count": many.count, "listed": len(page.tasks)})
show("resources", [lane.lane for lane in SystemApi(client).get_resources().lanes])

# an error
try:
    submit.generate_text(LlmSubmission(prompt="hello", tags=["two words"]))
except ApiException as error:
    show("error", {"status": error.status, "problem": json.loads(error.body)})
