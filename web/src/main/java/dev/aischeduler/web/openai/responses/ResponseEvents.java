package dev.aischeduler.web.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.sse.EventWriter;
import dev.aischeduler.web.openai.call.Results;
import dev.aischeduler.web.openai.call.StreamShape;
import dev.aischeduler.web.openai.reply.OpenAiErrors;
import dev.aischeduler.web.openai.reply.Wire;
import java.util.List;

/**
 * The events of a response. A {@code sequence_number} follows from how much of the text stands
 * before it, not from how the text was cut into pieces: so it means the same in every stream of the
 * response, and numbers rise with gaps. It is the {@code id} of the event, too.
 */
final class ResponseEvents implements StreamShape {
  /** Number of the last event before the text. */
  static final int BEFORE_TEXT = 3;

  private final JsonNode echo;
  private final Job job;
  private final int after;
  private int number;
  private boolean opened;

  /**
   * The events of a response.
   *
   * @param echo what the response repeats of its request
   * @param job as it is now
   * @param after number of the last event that the client has; -1 for none
   */
  ResponseEvents(JsonNode echo, Job job, int after) {
    this.echo = echo;
    this.job = job;
    this.after = after;
  }

  /** Characters of the text that a client has by an event. */
  static int textBefore(int number) {
    return Math.max(0, number - BEFORE_TEXT);
  }

  private static ObjectNode event(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private void send(ObjectNode event, int as, EventWriter to) {
    number = as;
    if (as > after) {
      event.put("sequence_number", as);
      to.write(event.path("type").asText(), String.valueOf(as), Wire.line(event));
    }
  }

  private void whole(String type, Job as, int sequence, EventWriter to) {
    ObjectNode event = event(type);
    event.set("response", Responses.of(echo, as));
    send(event, sequence, to);
  }

  @Override
  public void begin(EventWriter to) {
    whole("response.created", job, 0, to);
    whole("response.in_progress", job, 1, to);
  }

  private void open(EventWriter to) {
    if (!opened) {
      opened = true;
      send(item("response.output_item.added", Responses.message(job, "in_progress"), 0), 2, to);
      ObjectNode part = ofText("response.content_part.added");
      part.set("part", Responses.part(""));
      send(part, BEFORE_TEXT, to);
    }
  }

  private static ObjectNode item(String type, JsonNode item, int index) {
    ObjectNode event = event(type).put("output_index", index);
    event.set("item", item);
    return event;
  }

  private ObjectNode ofText(String type) {
    return event(type)
        .put("item_id", Responses.messageId(job))
        .put("output_index", 0)
        .put("content_index", 0);
  }

  @Override
  public void text(int choice, String piece, List<Integer> positions, EventWriter to) {
    open(to);
    ObjectNode delta = ofText("response.output_text.delta").put("delta", piece);
    delta.putArray("logprobs");
    send(delta, BEFORE_TEXT + positions.get(0), to);
  }

  @Override
  public void end(int choice, JobDetails details, List<Integer> positions, EventWriter to) {
    Job done = details.job();
    number = BEFORE_TEXT + Results.of(done).path("text").asText().length();
    JsonNode output = Responses.output(done);
    for (int i = 0; i < output.size(); i++) {
      JsonNode item = output.get(i);
      if (item.path("type").asText().equals("message")) {
        int textEnd = number;
        open(to);
        number = textEnd;
        message(item, to);
      } else {
        call(item, i, to);
      }
    }
    whole(
        Responses.isCut(done) ? "response.incomplete" : "response.completed", done, number + 1, to);
  }

  private void message(JsonNode item, EventWriter to) {
    JsonNode part = item.path("content").path(0);
    ObjectNode text = ofText("response.output_text.done");
    text.put("text", part.path("text").asText()).putArray("logprobs");
    send(text, number + 1, to);
    ObjectNode whole = ofText("response.content_part.done");
    whole.set("part", part);
    send(whole, number + 1, to);
    send(item("response.output_item.done", item, 0), number + 1, to);
  }

  private void call(JsonNode item, int index, EventWriter to) {
    ObjectNode begun = item.deepCopy();
    begun.put("arguments", "").put("status", "in_progress");
    send(item("response.output_item.added", begun, index), number + 1, to);
    send(
        ofCall("response.function_call_arguments.delta", item, index)
            .put("delta", item.path("arguments").asText()),
        number + 1,
        to);
    send(
        ofCall("response.function_call_arguments.done", item, index)
            .put("name", item.path("name").asText())
            .put("arguments", item.path("arguments").asText()),
        number + 1,
        to);
    send(item("response.output_item.done", item, index), number + 1, to);
  }

  private static ObjectNode ofCall(String type, JsonNode item, int index) {
    return event(type).put("item_id", item.path("id").asText()).put("output_index", index);
  }

  @Override
  public void complete(List<JobDetails> jobs, List<Integer> positions, EventWriter to) {
    // the last event said so
  }

  @Override
  public void failed(ApiException why, EventWriter to) {
    ObjectNode event = event("response.failed");
    ObjectNode response = Responses.of(echo, job).put("status", "failed");
    OpenAiErrors.Detail detail = OpenAiErrors.of(why).error();
    response.putObject("error").put("code", detail.code()).put("message", detail.message());
    event.set("response", response);
    send(event, Math.max(number, after) + 1, to);
  }
}
