package dev.aischeduler.web.openai.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.StringJoiner;

/**
 * A stream of chunks. The {@code id} of each event is its position: how many characters of each
 * choice the client has by then, with dashes between the choices.
 */
final class ChatChunks implements StreamShape {
  private final Job first;
  private final int choices;
  private final boolean usage;
  private final boolean resumed;

  /**
   * A stream of a completion.
   *
   * @param first the job of its first choice
   * @param usage whether it ends with the tokens that were used
   * @param resumed whether the client has its beginning already
   */
  ChatChunks(Job first, int choices, boolean usage, boolean resumed) {
    this.first = first;
    this.choices = choices;
    this.usage = usage;
    this.resumed = resumed;
  }

  /** A position as it stands in {@code id}. */
  private static String id(List<Integer> positions) {
    StringJoiner id = new StringJoiner("-");
    positions.forEach(position -> id.add(position.toString()));
    return id.toString();
  }

  @Override
  public void begin(EventWriter to) {
    for (int i = 0; i < choices && !resumed; i++) {
      ObjectNode chunk = chunk(first);
      delta(chunk, i).put("role", "assistant").put("content", "");
      to.write(null, null, Wire.line(chunk));
    }
  }

  @Override
  public void text(int choice, String piece, List<Integer> positions, EventWriter to) {
    ObjectNode chunk = chunk(first);
    delta(chunk, choice).put("content", piece);
    to.write(null, id(positions), Wire.line(chunk));
  }

  @Override
  public void end(int choice, JobDetails job, List<Integer> positions, EventWriter to) {
    JsonNode calls = Results.of(job.job()).path("tool_calls");
    if (!calls.isEmpty()) {
      ObjectNode chunk = chunk(job.job());
      ArrayNode numbered = delta(chunk, choice).putArray("tool_calls");
      for (JsonNode call : calls) {
        ObjectNode own = call.deepCopy();
        numbered.add(own.put("index", numbered.size()));
      }
      to.write(null, id(positions), Wire.line(chunk));
    }
    ObjectNode chunk = chunk(job.job());
    delta(chunk, choice);
    ((ObjectNode) chunk.path("choices").path(0))
        .put("finish_reason", Completions.finish(job.job()));
    to.write(null, id(positions), Wire.line(chunk));
  }

  @Override
  public void complete(List<JobDetails> jobs, List<Integer> positions, EventWriter to) {
    if (usage) {
      ObjectNode chunk = chunk(jobs.get(0).job());
      chunk.putArray("choices");
      chunk.set("usage", Completions.usage(jobs));
      to.write(null, id(positions), Wire.line(chunk));
    }
    to.write(null, null, "[DONE]");
  }

  @Override
  public void failed(ApiException why, EventWriter to) {
    to.write(null, null, Wire.line(OpenAiErrors.of(why)));
  }

  private ObjectNode chunk(Job job) {
    ObjectNode chunk = Completions.head(first.id(), "chat.completion.chunk", job);
    chunk.put("created", first.createdAt().getEpochSecond());
    return usage ? chunk.putNull("usage") : chunk;
  }

  private static ObjectNode delta(ObjectNode chunk, int index) {
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
    ObjectNode delta = choice.putObject("delta");
    choice.putNull("logprobs").putNull("finish_reason");
    return delta;
  }
}
