package dev.aischeduler.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.aischeduler.engine.device.Device;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.llm.batch.Batching;
import dev.aischeduler.jobs.llm.batch.Sequence;
import dev.aischeduler.jobs.llm.chat.ChatMessage;
import dev.aischeduler.jobs.llm.chat.ChatTemplateException;
import dev.aischeduler.jobs.llm.sampling.Sampling;
import dev.aischeduler.jobs.llm.sampling.TokenSampler;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.step.HeldDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LlmModelTest {
  private static final Sampling GREEDY = new Sampling(0, 1, 0, 1);
  private static final List<Sampling> SAMPLINGS =
      List.of(GREEDY, Sampling.RECOMMENDED, new Sampling(1.3, 1, 0, 1), new Sampling(1, 0.9, 0, 1));
  private static final List<String> QUESTIONS =
      List.of(
          "你好，请介绍一下自己",
          "写一首关于月亮的诗",
          "What is 123 + 456?",
          "Tell me a short story",
          "hello",
          "What is the capital of France?",
          "请把“苹果”翻译成英文",
          "Define the word 'river'",
          "一年有几个月？",
          "1 2 3 4 5 6 7 8 9 10 ".repeat(6),
          "今天天气怎么样？".repeat(10),
          "12".repeat(100));

  private static OnnxRuntime runtime;
  private static Map<Ask, List<Integer>> alone;

  @BeforeAll
  static void answerAlone() throws Exception {
    runtime = new OnnxRuntime(2);
    List<Ask> asks = new ArrayList<>();
    for (String question : QUESTIONS) {
      for (Sampling sampling : SAMPLINGS) {
        asks.add(new Ask(question, sampling, asks.size(), 12 + 9 * (asks.size() % 7), 5));
      }
    }
    alone = alone(asks);
  }

  /** What a sequence was asked, so that it can be asked again. */
  private record Ask(String question, Sampling sampling, long seed, int maxTokens, int priority) {
    /** More than the model says of itself: such an answer goes on after its end tokens. */
    private static final int ENDLESS = 300;

    Sequence of(LlmModel model) throws ChatTemplateException {
      long[] ids = model.prompt().encode(List.of(new ChatMessage("user", question)));
      TokenSampler sampler = new TokenSampler(sampling, seed, ids);
      Set<Integer> ends = maxTokens < ENDLESS ? model.config().endTokens() : Set.of();
      return new Sequence(ids, maxTokens, priority, sampler, ends);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void tokens_do_not_depend_on_the_other_rows_of_the_batch_or_on_when_they_join(int rows)
      throws Exception {
    List<Ask> asks = new ArrayList<>(alone.keySet());
    Collections.shuffle(asks, new Random(rows));
    try (LlmModel model = model(rows, Miniatures.DEVICE)) {
      // As many askers as rows: one joins whenever another has ended, in the middle of the rest.
      assertThat(answers(model, asks, rows)).isEqualTo(alone);
    }
  }

  @Test
  void answers_that_outgrow_what_is_exact_in_a_batch_are_the_same_too() throws Exception {
    List<Ask> asks = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      asks.add(new Ask("12".repeat(20 * seed), new Sampling(2, 1, 0, 1), seed, 350, 5));
    }
    Map<Ask, List<Integer>> expected = alone(asks);
    try (LlmModel model = model(4, Miniatures.DEVICE)) {
      assertThat(answers(model, asks, 4)).isEqualTo(expected);
    }
  }

  @Test
  void a_thousand_answers_with_random_cancellations_leave_no_tensor_and_no_thread()
      throws Exception {
    Random random = new Random(3);
    List<Ask> asks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      asks.add(new Ask(QUESTIONS.get(i % 9), SAMPLINGS.get(i % 4), i, 1 + i % 9, i % 10));
    }
    Map<Ask, List<Integer>> expected = alone(asks);
    LlmModel model = model(8, Miniatures.DEVICE);
    ExecutorService askers = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Boolean>> jobs = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        Ask ask = asks.get(random.nextInt(asks.size()));
        // One in three leaves: before, in the middle of, or after its answer.
        int leaveAfter = random.nextInt(3) == 0 ? random.nextInt(10) : Integer.MAX_VALUE;
        jobs.add(
            () -> {
              Sequence sequence = ask.of(model);
              model.answer(sequence);
              List<Integer> tokens = take(sequence, leaveAfter);
              List<Integer> whole = expected.get(ask);
              return whole.subList(0, Math.min(leaveAfter, whole.size())).equals(tokens);
            });
      }
      for (Future<Boolean> same : askers.invokeAll(jobs)) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      askers.shutdownNow();
      model.close();
    }
    assertThat(runtime.tensors().open()).isZero();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("llm-batch-"));
  }

  @Test
  void a_prompt_that_cannot_be_read_fails_alone() throws Exception {
    Ask ask = new Ask("hello", GREEDY, 1, 12, 5);
    List<Integer> expected = alone(List.of(ask)).get(ask);
    try (LlmModel model = model(4, Miniatures.DEVICE)) {
      Sequence good = ask.of(model);
      model.answer(good);
      long[] noSuchToken = {1, 1_000_000};
      Sequence bad =
          new Sequence(noSuchToken, 5, 9, new TokenSampler(GREEDY, 1, new long[0]), Set.of());
      model.answer(bad);
      assertThatThrownBy(bad::take).isInstanceOf(OrtException.class);
      assertThat(take(good, Integer.MAX_VALUE)).isEqualTo(expected);
    }
  }

  @Test
  void the_sequence_of_higher_priority_is_answered_first_where_there_is_room_for_one()
      throws Exception {
    HeldDevice device = new HeldDevice();
    // Rows for both, but tokens for one.
    Batching narrow = new Batching(LlmTask.TYPE, 8, 48, device);
    try (LlmModel model = LlmModel.load(Miniature.FOLDER, runtime, narrow)) {
      List<Sequence> all = new ArrayList<>();
      for (int priority : new int[] {0, 1, 8, 3}) {
        all.add(new Ask("hello", GREEDY, 1, 4, priority).of(model));
        model.answer(all.get(all.size() - 1));
        device.awaitFirst();
      }
      device.release();
      for (Sequence sequence : all) {
        take(sequence, Integer.MAX_VALUE);
      }
    }
    assertThat(changes(device.priorities())).containsExactly(0, 8, 3, 1);
  }

  @Test
  void a_long_prompt_is_read_in_slices_between_the_steps_of_the_others() throws Exception {
    HeldDevice device = new HeldDevice();
    try (LlmModel model = model(4, device)) {
      Sequence writer = new Ask("Tell me a short story", GREEDY, 1, 40, 3).of(model);
      model.answer(writer);
      device.awaitFirst();
      Sequence reader = new Ask("12".repeat(150), GREEDY, 1, 2, 7).of(model);
      assertThat(reader.prompt().length).isBetween(257, 384);
      model.answer(reader);
      device.release();
      take(reader, Integer.MAX_VALUE);
      take(writer, Integer.MAX_VALUE);
    }
    assertThat(device.priorities().subList(0, 8)).containsExactly(3, 3, 7, 3, 7, 3, 7, 3);
  }

  @Test
  void closing_the_model_ends_its_thread_and_the_answers_under_way() throws Exception {
    HeldDevice device = new HeldDevice();
    LlmModel model = model(4, device);
    Sequence running = new Ask("hello", GREEDY, 1, 10, 5).of(model);
    model.answer(running);
    device.awaitFirst();
    Sequence late = new Ask("hello", GREEDY, 1, 10, 5).of(model);
    model.close();
    assertThatThrownBy(() -> take(running, 10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("llm-mini is being closed");
    assertThatThrownBy(() -> model.answer(late)).hasMessageContaining("being closed");
    assertThat(runtime.tensors().open()).isZero();
  }

  private static List<Integer> changes(List<Integer> priorities) {
    List<Integer> changes = new ArrayList<>();
    for (int priority : priorities) {
      if (changes.isEmpty() || changes.get(changes.size() - 1) != priority) {
        changes.add(priority);
      }
    }
    return changes;
  }

  private static LlmModel model(int rows, Device device) throws Exception {
    return LlmModel.load(Miniature.FOLDER, runtime, new Batching(LlmTask.TYPE, rows, 8192, device));
  }

  private static Map<Ask, List<Integer>> alone(List<Ask> asks) throws Exception {
    try (LlmModel model = model(1, Miniatures.DEVICE)) {
      return answers(model, asks, 1);
    }
  }

  private static Map<Ask, List<Integer>> answers(LlmModel model, List<Ask> asks, int askers)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(askers);
    try {
      Map<Ask, Future<List<Integer>>> running = new LinkedHashMap<>();
      for (Ask ask : asks) {
        running.put(
            ask,
            threads.submit(
                () -> {
                  Sequence sequence = ask.of(model);
                  model.answer(sequence);
                  return take(sequence, Integer.MAX_VALUE);
                }));
      }
      Map<Ask, List<Integer>> answers = new LinkedHashMap<>();
      for (Map.Entry<Ask, Future<List<Integer>>> entry : running.entrySet()) {
        answers.put(entry.getKey(), entry.getValue().get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Integer> take(Sequence sequence, int most) throws Exception {
    List<Integer> tokens = new ArrayList<>();
    while (tokens.size() < most) {
      int token = sequence.take();
      if (token == Sequence.END) {
        return tokens;
      }
      tokens.add(token);
    }
    sequence.cancel();
    return tokens;
  }
}
