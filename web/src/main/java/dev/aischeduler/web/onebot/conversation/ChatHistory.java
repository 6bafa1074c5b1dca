package dev.aischeduler.web.onebot.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.config.Settings;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.db.bot.BotMessageKind;
import dev.aischeduler.db.bot.BotMessageStore;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.onebot.protocol.MessageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was said before. It stands in the last job of the conversation that has a result, whose
 * request holds the turns before it: nothing is kept twice, and what retention removes is forgotten
 * here as well. Thread-safe.
 */
final class ChatHistory {
  /** Messages that are looked at for one with a result: the last ones may be in work still. */
  private static final int LOOK = 8;

  /** Characters of the turns; more would make every answer slow. */
  private static final int MOST_CHARS = 8000;

  private static final String CONTENT = "content";

  private final Settings.OneBot settings;
  private final int maxPromptChars;
  private final BotMessageStore store;
  private final JobService jobs;

  ChatHistory(Settings settings, BotMessageStore store, JobService jobs) {
    this.settings = settings.bot().onebot();
    this.maxPromptChars = settings.limits().maxPromptChars();
    this.store = store;
    this.jobs = jobs;
  }

  /** The request of a chat job: the turns before it, if there are any, and a text. */
  ObjectNode request(MessageEvent event, String text, Instant now) {
    ObjectNode request = Json.mapper().createObjectNode();
    if (!settings.system().isEmpty()) {
      request.put("system", settings.system());
    }
    List<JsonNode> turns = settings.historyTurns() == 0 ? List.of() : turns(event, text, now);
    if (turns.isEmpty()) {
      return request.put("prompt", text);
    }
    ArrayNode messages = request.putArray("messages").addAll(turns);
    messages.add(turn("user", text));
    return request;
  }

  private List<JsonNode> turns(MessageEvent event, String text, Instant now) {
    Instant since = now.minus(Duration.ofMinutes(settings.historyMinutes()));
    Optional<Job> last = last(event, since);
    if (last.isEmpty()) {
      return List.of();
    }
    List<JsonNode> turns = new ArrayList<>(earlier(last.get()));
    int room = Math.min(MOST_CHARS, maxPromptChars - text.length() - settings.system().length());
    while (!turns.isEmpty()
        && (turns.size() > 2 * settings.historyTurns() || chars(turns) > room)) {
      turns.subList(0, Math.min(2, turns.size())).clear();
    }
    return turns;
  }

  private Optional<Job> last(MessageEvent event, Instant since) {
    for (BotMessage message :
        store.conversation(event.selfId(), event.userId(), event.groupId(), since, LOOK)) {
      if (message.kind() == BotMessageKind.RESET) {
        return Optional.empty();
      }
      Optional<Job> job =
          Optional.ofNullable(message.jobId()).flatMap(jobs::find).map(JobDetails::job);
      if (job.filter(found -> found.status() == JobStatus.SUCCEEDED).isPresent()) {
        return job;
      }
    }
    return Optional.empty();
  }

  /** The turns that a job was given, and its answer. */
  private static List<JsonNode> earlier(Job job) {
    JsonNode request = read(job.request());
    String answer = read(job.result() == null ? "{}" : job.result()).path("text").asText();
    List<JsonNode> turns = new ArrayList<>();
    if (request.path("messages").isArray()) {
      request.path("messages").forEach(turns::add);
    } else {
      turns.add(turn("user", request.path("prompt").asText()));
    }
    // a turn without an answer would not be one
    return answer.isBlank() ? List.of() : with(turns, turn("assistant", answer));
  }

  private static List<JsonNode> with(List<JsonNode> turns, JsonNode last) {
    turns.add(last);
    return turns;
  }

  private static int chars(List<JsonNode> turns) {
    return turns.stream().mapToInt(turn -> turn.path(CONTENT).asText().length()).sum();
  }

  private static ObjectNode turn(String role, String content) {
    return Json.mapper().createObjectNode().put("role", role).put(CONTENT, content);
  }

  private static JsonNode read(String document) {
    try {
      return Json.mapper().readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored document is no JSON", e);
    }
  }
}
