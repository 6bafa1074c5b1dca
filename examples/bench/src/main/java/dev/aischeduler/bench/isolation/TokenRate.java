package dev.aischeduler.bench.isolation;

import dev.aischeduler.bench.measure.Table;
import dev.aischeduler.bench.report.Section;
import dev.aischeduler.bench.server.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tokens per second of a number of chats at once, through the whole product.
 *
 * @param rounds rounds of each figure; the contestants take turns within a round
 * @param answers answers of a figure, at least
 * @param answersEach answers of each client, at least, so that the time when the last are alone
 *     counts little
 * @param limit a figure has fewer answers rather than take longer
 * @param chats numbers of chats at once
 */
public record TokenRate(
    int rounds, int answers, int answersEach, Duration limit, List<Integer> chats) implements Part {
  /** Name of the section. */
  public static final String ID = "tokens_per_second";

  /** Row of the product with default settings. */
  public static final String BATCHED = "in a batch";

  /** Row of the product with batches of one. */
  public static final String ONE_BY_ONE = "one at a time";

  /** Row of the loop without a product. */
  public static final String BARE = "bare ONNX Runtime loop";

  private static final int TURNS_OF_ONE = 3;

  /** What the documentation's figures come from. */
  public static TokenRate full() {
    return new TokenRate(3, 40, 4, Duration.ofSeconds(20), List.of(1, 2, 4, 8, 16));
  }

  /** Ends within 75 seconds on two cores. */
  public static TokenRate quick() {
    return new TokenRate(1, 16, 4, Duration.ofSeconds(4), List.of(1, 2, 4, 8, 16));
  }

  /** Column of a number of chats. */
  public static String column(int chats) {
    return chats == 1 ? "1 chat" : chats + " chats";
  }

  @Override
  public List<Section> run(Path folder, Consumer<String> progress) throws InterruptedException {
    Table table = new Table();
    try (Server batched = Server.start(folder);
        Server oneByOne = Server.start(folder, "lanes.llm.max_batch=1");
        BareLoop bare = BareLoop.open(batched)) {
      Talk warm = Talk.of(batched.client(), 4, answersEach, limit);
      Talk.of(oneByOne.client(), 4, answersEach, limit);
      bare.tokensPerSecond(warm);
      for (int round = 0; round < rounds; round++) {
        for (int clients : chats) {
          // one chat against the bare loop is a matter of percents: more and shorter turns
          int turns = clients == 1 ? TURNS_OF_ONE : 1;
          for (int turn = 0; turn < turns; turn++) {
            int each = Math.max(answersEach, answers / clients / turns);
            Talk talk = Talk.of(batched.client(), clients, each, limit.dividedBy(turns));
            add(table, BATCHED, clients, talk.tokensPerSecond(), progress);
            if (clients == 1) {
              add(table, BARE, clients, bare.tokensPerSecond(talk), progress);
            }
            double alone =
                Talk.of(oneByOne.client(), clients, each, limit.dividedBy(turns)).tokensPerSecond();
            add(table, ONE_BY_ONE, clients, alone, progress);
          }
        }
      }
    }
    return List.of(
        new Section(
            ID,
            "Tokens per second of chats at once",
            "Chats over HTTP, each client one after the other, from the request to the committed answer."
                + " The bare loop reads as many prompt tokens and draws as many greedy ones as a chat"
                + " does, with the same weights and threads.",
            chats.stream().map(TokenRate::column).toList(),
            table.rows()));
  }

  private static void add(
      Table table, String row, int chats, double rate, Consumer<String> progress) {
    table.add(row, column(chats), rate);
    progress.accept(String.format(Locale.ROOT, "%s, %s: %.0f tokens/s", column(chats), row, rate));
  }
}
