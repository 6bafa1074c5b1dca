package dev.aischeduler.jobs.llm.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.llm.Miniature;
import dev.aischeduler.jobs.llm.decoder.Decoder;
import dev.aischeduler.jobs.llm.decoder.DecoderGraph;
import dev.aischeduler.jobs.llm.decoder.DecoderSession;
import dev.aischeduler.jobs.llm.decoder.LlmConfig;
import dev.aischeduler.jobs.llm.decoder.LlmWeights;
import dev.aischeduler.jobs.llm.sampling.Sampling;
import dev.aischeduler.jobs.llm.sampling.TokenSampler;
import dev.aischeduler.jobs.model.MemoryReclaimer;
import dev.aischeduler.jobs.model.OnnxRuntime;
import dev.aischeduler.jobs.model.RunInterrupt;
import dev.aischeduler.jobs.model.TensorCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class BatchRowsTest {
  private static final int NO_SUCH_TOKEN = 1_000_000;
  private static final long[] PROMPT = {5, 77, 301, 12, 9, 450, 33};

  private static OnnxRuntime runtime;

  @BeforeAll
  static void start() {
    runtime = new OnnxRuntime(2);
  }

  @Test
  void a_row_that_fails_its_step_fails_no_other_row() throws Exception {
    try (OrtSession session = runtime.open(LlmWeights.find(Miniature.PATH))) {
      Decoder decoder = decoder(session, Miniature.PATH);
      List<Integer> whole = answer(decoder, 5, Integer.MAX_VALUE);
      for (int badRow = 0; badRow < 5; badRow++) {
        assertThat(answer(decoder, 5, badRow)).isEqualTo(whole);
      }
      assertThat(decoder.tensors().open()).isZero();
    }
  }

  /** Three tokens of each good row; the bad row gets an impossible token at the second step. */
  private static List<Integer> answer(Decoder decoder, int count, int badRow) throws Exception {
    DecoderBatch batch = new DecoderBatch(decoder, BatchLayout.APPENDED, count);
    try (BatchRows rows =
        new BatchRows(batch, new Batching(LlmTask.TYPE, count, 8192, Miniatures.DEVICE))) {
      List<Sequence> sequences = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        sequences.add(join(decoder, rows));
      }
      rows.step();
      if (badRow < count) {
        batch.next(badRow, NO_SUCH_TOKEN);
      }
      rows.step();
      rows.step();
      List<Integer> good = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        Sequence sequence = sequences.get(row);
        int first = sequence.take();
        if (row == badRow) {
          assertThatThrownBy(sequence::take).isInstanceOf(OrtException.class);
          assertThat(rows.sequences()).doesNotContain(sequence);
        } else {
          good = List.of(first, sequence.take(), sequence.take());
        }
      }
      return good;
    }
  }

  @Test
  void where_memory_is_short_smaller_runs_give_the_same_tokens_and_are_kept_for_a_while()
      throws Exception {
    try (OrtSession session = runtime.open(LlmWeights.find(Miniature.PATH))) {
      Decoder decoder = decoder(session, Miniature.PATH);
      DecoderBatch batch = new DecoderBatch(decoder, BatchLayout.APPENDED, 5);
      List<Integer> runs = new ArrayList<>();
      BatchRows.Run tight =
          (from, to) -> {
            runs.add(to - from);
            if (to - from > 2) {
              throw new OrtException("Failed to allocate memory for requested buffer of size 9");
            }
            batch.run(from, to);
          };
      LimitedReclaimer reclaimer = new LimitedReclaimer(1);
      Batching batching = new Batching(LlmTask.TYPE, 5, 8192, Miniatures.DEVICE, reclaimer);
      try (BatchRows rows = new BatchRows(batch, batching, tight)) {
        List<Sequence> sequences = new ArrayList<>();
        for (int row = 0; row < 5; row++) {
          sequences.add(join(decoder, rows));
        }
        rows.step();
        // whole, whole again since an idle model was freed, halves, quarters
        assertThat(runs).startsWith(5, 5, 3, 2, 1, 2);
        assertThat(reclaimer.asked).isGreaterThan(1);
        runs.clear();
        rows.remove(0);
        rows.step();
        rows.step();
        assertThat(runs).containsExactly(2, 2, 2, 2);
        List<Integer> whole = answer(decoder, 5, Integer.MAX_VALUE);
        assertThat(
                List.of(sequences.get(4).take(), sequences.get(4).take(), sequences.get(4).take()))
            .isEqualTo(whole);
      }
      assertThat(decoder.tensors().open()).isZero();
    }
  }

  /** Frees an idle model so many times. */
  private static final class LimitedReclaimer implements MemoryReclaimer {
    private final int times;
    private int asked;

    private LimitedReclaimer(int times) {
      this.times = times;
    }

    @Override
    public boolean reclaim() {
      return asked++ < times;
    }

    @Override
    public boolean heldByOthers() {
      return false;
    }
  }

  private static Sequence join(Decoder decoder, BatchRows rows) throws OrtException {
    TokenSampler greedy = new TokenSampler(new Sampling(0, 1, 0, 1), 1, PROMPT);
    Sequence sequence = new Sequence(PROMPT, 100, 5, greedy, Set.of());
    try (RunInterrupt never = new RunInterrupt();
        DecoderSession alone = new DecoderSession(decoder, never)) {
      alone.read(PROMPT, 0, PROMPT.length - 1);
      int next = (int) PROMPT[PROMPT.length - 1];
      rows.join(sequence, alone.copy(), PROMPT.length - 1, next);
    }
    return sequence;
  }

  @Test
  void the_probe_tells_graphs_that_append_from_those_that_write_in_place() throws Exception {
    Path tiny = Miniature.groupQuery();
    long[] few = {1, 2, 3, 4, 5, 6};
    try (OrtSession session = runtime.open(LlmWeights.find(tiny))) {
      assertThat(BatchProbe.examine("tiny", decoder(session, tiny), few, 4, 64).layout())
          .contains(BatchLayout.IN_PLACE);
    }
    try (OrtSession session = runtime.open(LlmWeights.find(Miniature.PATH))) {
      BatchSupport support =
          BatchProbe.examine("mini", decoder(session, Miniature.PATH), PROMPT, 8, 256);
      assertThat(support.layout()).contains(BatchLayout.APPENDED);
      assertThat(support.takes(PROMPT.length)).isTrue();
    }
  }

  @Test
  void rows_of_a_group_query_graph_are_the_same_bits_in_a_batch_as_alone() throws Exception {
    Path tiny = Miniature.groupQuery();
    try (OrtSession session = runtime.open(LlmWeights.find(tiny));
        RunInterrupt never = new RunInterrupt()) {
      Decoder decoder = decoder(session, tiny);
      try (DecoderBatch batch = new DecoderBatch(decoder, BatchLayout.IN_PLACE, 4)) {
        List<float[]> alone = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
          long[] ids = new long[3 + 11 * row];
          for (int i = 0; i < ids.length; i++) {
            ids[i] = 1 + (i * 7L + row) % 20;
          }
          try (DecoderSession own = new DecoderSession(decoder, never)) {
            own.read(ids, 0, ids.length);
            batch.join(own.copy(), ids.length, 3);
            own.read(new long[] {3}, 0, 1);
            alone.add(own.read(new long[] {4}, 0, 1).clone());
          }
        }
        batch.run(0, 4);
        for (int row = 0; row < 4; row++) {
          batch.next(row, 4);
        }
        batch.makeRoom();
        batch.run(0, 4);
        for (int row = 0; row < 4; row++) {
          assertThat(batch.logits(row)).containsExactly(alone.get(row));
        }
      }
      assertThat(decoder.tensors().open()).isZero();
    }
  }

  private static Decoder decoder(OrtSession session, Path folder) throws Exception {
    DecoderGraph graph = DecoderGraph.inspect(session, LlmConfig.read(folder));
    return new Decoder(session, runtime.environment(), graph, new TensorCount());
  }
}
