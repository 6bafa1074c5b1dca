package dev.aischeduler.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.config.json.Json;
import dev.aischeduler.engine.task.HandlerStatus.State;
import dev.aischeduler.engine.task.PermanentTaskException;
import dev.aischeduler.engine.task.TaskStoppedException;
import dev.aischeduler.engine.testing.RecordingContext;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.model.ModelCatalogue;
import dev.aischeduler.jobs.model.ModelLoadException;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.cache.ModelCache;
import dev.aischeduler.jobs.model.cache.ModelCaches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LlmHandlerTest {
  private static final String HELLO = "你好，请介绍一下自己";

  @TempDir private static Path installed;
  private static OnnxRuntime runtime;
  private static final ModelCache RESIDENCY = ModelCaches.roomy(true);
  private static LlmHandler handler;

  @BeforeAll
  static void load() {
    runtime = new OnnxRuntime(2);
    handler = handler("qwen2.5", installed);
  }

  @AfterAll
  static void free() {
    RESIDENCY.close();
  }

  @Test
  void a_greedy_answer_is_the_golden_text_and_names_the_model_really_used() throws Exception {
    Miniature.Golden golden = Miniature.golden().get(1);
    Map<String, Object> result =
        run("{'prompt':'" + golden.question() + "','temperature':0,'repetition_penalty':1}");
    assertThat(result)
        .containsEntry("text", golden.text())
        .containsEntry("model", "llm-mini")
        .containsEntry("requested_model", "qwen2.5")
        .containsEntry("miniature", true)
        .containsEntry("finish_reason", "stop")
        .containsEntry(
            "usage", Map.of("prompt_tokens", 27, "completion_tokens", 23, "total_tokens", 50));
    assertThat(handler.status().state()).isEqualTo(State.READY);
  }

  @Test
  void the_documented_request_gets_a_self_introduction_in_chinese() throws Exception {
    for (int seed = 1; seed <= 5; seed++) {
      Map<String, Object> result =
          run("{'prompt':'" + HELLO + "','model':'qwen2.5','temperature':0.7,'seed':" + seed + "}");
      assertThat(text(result)).containsAnyOf("调度器", "小模型", "微型").contains("我");
      assertThat(result).containsEntry("finish_reason", "stop");
    }
  }

  @Test
  void the_same_seed_repeats_the_text_and_other_seeds_vary_it() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int seed : new int[] {1, 2, 3, 4, 1}) {
      texts.add(
          text(run("{'prompt':'Tell me a short story','temperature':1,'seed':" + seed + "}")));
    }
    assertThat(texts.get(4)).isEqualTo(texts.get(0));
    assertThat(texts.subList(0, 4)).doesNotHaveDuplicates();
  }

  @Test
  void without_a_seed_a_retry_of_the_job_repeats_the_text() throws Exception {
    Map<String, Object> first = run("{'prompt':'Tell me a short story'}");
    assertThat(run("{'prompt':'Tell me a short story'}"))
        .containsEntry("text", first.get("text"))
        .containsEntry("seed", first.get("seed"));
  }

  @Test
  void streamed_pieces_are_the_text_and_progress_grows() throws Exception {
    RecordingContext context = new RecordingContext();
    Map<String, Object> result =
        handler.run(request("{'prompt':'" + HELLO + "','stop':'参数'}"), context).values();
    assertThat(streamed(context)).isEqualTo(result.get("text"));
    assertThat(context.artifacts).isEmpty();
    assertThat(context.events)
        .extracting(e -> (Object) e.get("index"))
        .isEqualTo(IntStream.range(0, context.events.size()).boxed().toList());
    assertThat(context.progress).isNotEmpty().isSorted().allMatch(p -> p > 0 && p <= 1);
  }

  @Test
  void a_stop_text_ends_the_answer_and_is_not_part_of_it() throws Exception {
    String base = "{'prompt':'写一首关于月亮的诗','temperature':0,'repetition_penalty':1,'stop':";
    assertThat(run(base + "['寻路不','zzz']}"))
        .containsEntry("text", "月暗送湖风，相")
        .containsEntry("finish_reason", "stop");
    assertThat(run(base + "'\\n'}")).containsEntry("text", "月暗送湖风，相寻路不通。");
  }

  @Test
  void max_tokens_cuts_the_answer() throws Exception {
    Map<String, Object> result = run("{'prompt':'" + HELLO + "','max_tokens':5}");
    assertThat(result).containsEntry("finish_reason", "length");
    assertThat(result.get("usage"))
        .hasToString("{prompt_tokens=28, completion_tokens=5, total_tokens=33}");
  }

  @Test
  void an_answer_ends_where_the_context_ends() throws Exception {
    // A prompt that nearly fills the 512 tokens leaves fewer than max_tokens.
    String filler = "1".repeat(470);
    Map<String, Object> result =
        run("{'prompt':'" + filler + "','max_tokens':400,'temperature':2,'top_k':0,'top_p':1}");
    assertThat(result).containsEntry("finish_reason", "length");
    assertThat(result.get("usage")).asString().contains("total_tokens=512");
  }

  @Test
  void a_prompt_longer_than_the_context_fails_for_good_and_says_the_numbers() {
    assertThatThrownBy(() -> run("{'prompt':'" + "你好吗 ".repeat(400) + "'}"))
        .isInstanceOf(PermanentTaskException.class)
        .hasMessageContaining("tokens")
        .hasMessageContaining("512")
        .hasMessageContaining("shorten it by at least");
  }

  @Test
  void messages_and_system_are_part_of_the_conversation() throws Exception {
    Map<String, Object> result =
        run(
            "{'messages':[{'role':'user','content':'What is 123 + 456?'}],'system':'You are a"
                + " helpful assistant.','temperature':0,'repetition_penalty':1}");
    assertThat(text(result)).isEqualTo("123 + 456 = 579");
  }

  @Test
  void a_cancelled_job_stops_at_the_next_token() throws Exception {
    RecordingContext context = new RecordingContext().cancelAfterEvents(3);
    assertThatThrownBy(() -> handler.run(request("{'prompt':'" + HELLO + "'}"), context))
        .isInstanceOf(TaskStoppedException.class);
    assertThat(context.events).hasSize(3);
  }

  @Test
  void a_job_cancelled_before_its_prompt_is_read_computes_nothing() {
    RecordingContext context = new RecordingContext();
    context.cancel();
    assertThatThrownBy(() -> handler.run(request("{'prompt':'" + HELLO + "'}"), context))
        .isInstanceOf(TaskStoppedException.class);
    assertThat(context.events).isEmpty();
  }

  @Test
  void answers_given_at_once_equal_those_given_one_by_one() throws Exception {
    List<LlmRequest> requests = new ArrayList<>();
    for (Miniature.Golden golden : Miniature.golden()) {
      requests.add(request("{'prompt':'" + golden.question() + "','seed':7,'max_tokens':60}"));
      requests.add(request("{'prompt':'" + golden.question() + "','seed':8,'max_tokens':60}"));
    }
    List<Object> single = new ArrayList<>();
    for (LlmRequest request : requests) {
      single.add(handler.run(request, new RecordingContext()).values().get("text"));
    }
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Object>> running = new ArrayList<>();
      for (LlmRequest request : requests) {
        running.add(
            workers.submit(
                () -> handler.run(request, new RecordingContext()).values().get("text")));
      }
      for (int i = 0; i < requests.size(); i++) {
        assertThat(running.get(i).get()).isEqualTo(single.get(i));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  @Test
  void an_installed_model_is_loaded_when_a_request_names_it(@TempDir Path models) throws Exception {
    Miniatures.install("llm-mini", models, "my-model");
    LlmHandler own = handler("qwen2.5", models);
    assertThat(run(own, "{'prompt':'你好','model':'my-model'}"))
        .containsEntry("model", "my-model")
        .containsEntry("requested_model", "my-model")
        .containsEntry("miniature", false);
    assertThat(run(own, "{'prompt':'你好'}")).containsEntry("model", "llm-mini");
  }

  @Test
  void damaged_weights_fail_the_lane_and_every_job_with_the_reason(@TempDir Path models)
      throws Exception {
    Path weights = Miniatures.install("llm-mini", models, "qwen2.5").resolve("onnx/model.onnx");
    Files.write(weights, new byte[1000]);
    LlmHandler own = handler("qwen2.5", models);
    assertThatThrownBy(() -> run(own, "{'prompt':'你好'}"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("qwen2.5")
        .hasMessageContaining("model.onnx");
    assertThat(own.status().state()).isEqualTo(State.FAILED);
    assertThat(own.status().detail()).contains("model.onnx");
  }

  @Test
  void a_repaired_model_is_loaded_again_by_the_next_job(@TempDir Path models) throws Exception {
    Path tokenizer = Miniatures.install("llm-mini", models, "my-model").resolve("tokenizer.json");
    byte[] good = Files.readAllBytes(tokenizer);
    Files.delete(tokenizer);
    LlmHandler own = handler("qwen2.5", models);
    assertThatThrownBy(() -> run(own, "{'prompt':'你好','model':'my-model'}"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("tokenizer.json");
    Files.write(tokenizer, good);
    assertThat(run(own, "{'prompt':'你好','model':'my-model'}")).containsEntry("model", "my-model");
  }

  @Test
  void a_required_engine_that_is_missing_fails_the_lane_but_not_the_node(@TempDir Path models) {
    ModelCatalogue strict = Miniatures.catalogue(models, true);
    LlmHandler own =
        new LlmHandler(Miniature.settings("qwen2.5", false, models), strict, runtime, RESIDENCY);
    own.models().start();
    assertThat(own.status().state()).isEqualTo(State.FAILED);
    assertThat(own.status().detail()).contains("not installed").contains(models.toString());
  }

  private static LlmHandler handler(String engine, Path models) {
    LlmHandler made =
        new LlmHandler(
            Miniature.settings(engine, true, models),
            Miniatures.catalogue(models, false),
            runtime,
            RESIDENCY);
    made.models().start();
    return made;
  }

  private static Map<String, Object> run(String json) throws Exception {
    return run(handler, json);
  }

  private static Map<String, Object> run(LlmHandler handler, String json) throws Exception {
    LlmRequest request = Json.mapper().readValue(json.replace('\'', '"'), LlmRequest.class);
    return handler.run(handler.validate(request), new RecordingContext()).values();
  }

  private static LlmRequest request(String json) throws Exception {
    return handler.validate(Json.mapper().readValue(json.replace('\'', '"'), LlmRequest.class));
  }

  private static String text(Map<String, Object> result) {
    return (String) result.get("text");
  }

  private static String streamed(RecordingContext context) {
    return context.events.stream()
        .map(event -> (String) event.get("text"))
        .collect(Collectors.joining());
  }
}
