package dev.aischeduler.web.cli.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.FileErrors;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Saves the files of a workflow. */
record OutputFiles(RemoteOptions remote) {
  /** What a server may name a file in a folder of ours. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  /**
   * Saves all of them in a folder, which is made.
   *
   * @throws UncheckedIOException when one cannot be written
   */
  void save(String id, Path folder) {
    JsonNode files = remote.client().get(WorkflowText.path(id) + "/artifacts").path("artifacts");
    for (JsonNode file : files) {
      String name = file.path("name").asText();
      if (!NAME.matcher(name).matches()) {
        remote.err().println("a file of the workflow has a name that is no file name; left out");
        continue;
      }
      byte[] content =
          remote
              .client()
              .download(WorkflowText.path(id) + "/artifacts/" + WorkflowText.encoded(name));
      Path target = folder.resolve(name);
      try {
        Files.createDirectories(folder);
        Files.write(target, content);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + target + ": " + FileErrors.reason(e), e);
      }
      remote.err().println("saved " + target + " (" + content.length + " bytes)");
    }
    remote.err().flush();
  }
}
