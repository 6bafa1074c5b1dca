package dev.aischeduler.web.openai.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aischeduler.db.openai.OpenAiObject;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.db.run.Run;
import dev.aischeduler.web.access.ArtifactLinks;
import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.BulkParts;
import dev.aischeduler.web.api.LinkAddresses;
import dev.aischeduler.web.openai.reply.Ids;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The two files of a batch that is over: answers and errors. Nothing is stored of them: they are
 * made of the items of its run when they are read. Thread-safe.
 */
public final class OutputFiles {
  private static final String ANSWERS = "file-out-";
  private static final String ERRORS = "file-err-";

  private final BulkParts bulk;
  private final OpenAiObjectStore objects;
  private final LinkAddresses links;

  /**
   * Files of a server.
   *
   * @param links to what the items made
   */
  public OutputFiles(BulkParts bulk, OpenAiObjectStore objects, LinkAddresses links) {
    this.bulk = bulk;
    this.objects = objects;
    this.links = links;
  }

  /** Id of the file with the answers of a run. */
  static String answers(Run run) {
    return ANSWERS + run.id();
  }

  /** Id of the file with the errors of a run. */
  static String errors(Run run) {
    return ERRORS + run.id();
  }

  /**
   * One of them.
   *
   * @param answered whether it holds the answers
   */
  record Output(Run run, boolean answered) {}

  /** The file of this id, if the caller may see it. */
  Optional<Output> find(Context ctx, String id) {
    String word = Ids.word(id);
    if (!word.equals(ANSWERS) && !word.equals(ERRORS)) {
      return Optional.empty();
    }
    UUID run = Ids.read(word, "file", id);
    return objects
        .find(OpenAiObject.Kind.BATCH, run)
        .filter(object -> Caller.of(ctx).sees(object.tenant()))
        .flatMap(object -> bulk.runs().find(run))
        .filter(found -> found.status().isFinal())
        .map(found -> new Output(found, word.equals(ANSWERS)));
  }

  /** Its lines, as a stream that holds a page. */
  InputStream open(Context ctx, Output output) {
    return bulk.results()
        .openAi(
            output.run(),
            artifact -> links.of(ctx, artifact, ArtifactLinks.MAX_S),
            output.answered());
  }

  /**
   * Its description; its length is counted.
   *
   * @param kept how long results are kept
   */
  ObjectNode view(Context ctx, Output output, Duration kept) throws IOException {
    try (InputStream lines = open(ctx, output)) {
      long bytes = lines.transferTo(OutputStream.nullOutputStream());
      Instant end = output.run().finishedAt();
      Instant made = end == null ? output.run().createdAt() : end;
      String id = output.answered() ? answers(output.run()) : errors(output.run());
      String name = "batch_" + output.run().id() + (output.answered() ? "_output" : "_error");
      return Files.view(id, bytes, made, kept, name + ".jsonl", "batch_output");
    }
  }
}
