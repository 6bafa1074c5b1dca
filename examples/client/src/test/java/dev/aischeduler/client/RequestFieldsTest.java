package dev.aischeduler.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aischeduler.web.app.RealApp;
import dev.aischeduler.web.app.RunningApp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client can send every field that the contract has. */
@ExtendWith(RealApp.class)
final class RequestFieldsTest {
  /** How an answer is wanted is the client's affair. */
  private static final Set<String> NOT_OF_USERS = Set.of("async", "wait_s", "stream", "dry_run");

  private static final JobOptions OPTIONS =
      JobOptions.builder()
          .priority(1)
          .maxAttempts(1)
          .timeout(Duration.ofSeconds(1))
          .queueTimeout(Duration.ofSeconds(1))
          .runAt(Instant.EPOCH)
          .tags("a")
          .uniqueKey("a")
          .retry(new Backoff(null, null, 2.0))
          .tenant("a")
          .callback("http://localhost", "succeeded")
          .idempotencyKey("a")
          .build();

  private final RunningApp app;

  RequestFieldsTest(RunningApp app) {
    this.app = app;
  }

  private List<String> documented(String path) {
    Set<String> fields = new TreeSet<>(app.http().contract().requestFields(path));
    fields.removeAll(NOT_OF_USERS);
    return List.copyOf(fields);
  }

  private static List<String> sent(JobRequest request) {
    List<String> names = new ArrayList<>();
    Submissions.body(request).fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void of_a_language_model() {
    var json = JsonNodeFactory.instance.objectNode();
    LlmRequest prompt =
        LlmRequest.builder("a")
            .system("a")
            .model("a")
            .temperature(1)
            .topP(1)
            .topK(1)
            .repetitionPenalty(1)
            .seed(1)
            .maxTokens(1)
            .stop("a")
            .responseFormat(json)
            .tools(json, json)
            .parallelToolCalls(true)
            .options(OPTIONS)
            .build();
    List<String> fields = sent(prompt);
    fields.add(sent(LlmRequest.builder(List.of(Message.user("a"))).build()).get(0));
    assertThat(fields).containsExactlyInAnyOrderElementsOf(documented("/api/v1/llm/generate"));
  }

  @Test
  void of_speech() {
    TtsRequest request =
        TtsRequest.builder("a")
            .voice("a")
            .speed(1)
            .language("en")
            .format("mp3")
            .model("a")
            .lexicon(Map.of("a", "b"))
            .captions(true)
            .title("a")
            .options(OPTIONS)
            .build();
    assertThat(sent(request))
        .containsExactlyInAnyOrderElementsOf(documented("/api/v1/tts/synthesize"));
  }

  @Test
  void of_a_picture() {
    ImageRequest request =
        ImageRequest.builder("a")
            .negativePrompt("a")
            .size(64, 64)
            .useTurbo(true)
            .steps(1)
            .guidanceScale(1)
            .seed(1)
            .pictures(1)
            .sampler("ddim")
            .model("a")
            .options(OPTIONS)
            .build();
    assertThat(sent(request))
        .containsExactlyInAnyOrderElementsOf(documented("/api/v1/image/generate"));
  }

  @Test
  void a_conversation_is_answered() {
    try (AiScheduler client = AiScheduler.connect(app.http().address())) {
      LlmRequest request =
          LlmRequest.builder(
                  List.of(
                      Message.system("Be brief."),
                      Message.user("My name is Lin."),
                      Message.assistant("Hello Lin!"),
                      Message.user("What is my name?")))
              .maxTokens(4)
              .build();
      assertThat(client.generateLLM(request).orThrow().text()).isNotEmpty();
    }
  }
}
