package dev.aischeduler.web.cli.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.api.reply.Addresses;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a link that opens a file of a job without a key. */
@Command(
    name = "link",
    description = "Print a link that opens a file of a job without a key, for a time.")
public final class LinkCommand implements Callable<Integer> {
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "Id of the job.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      arity = "0..1",
      description = "Name of the file (default: the first sound or picture, else the first file).")
  private @Nullable String file;

  @Option(
      names = "--expires-in-s",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long it holds, at most 604800, which are seven days (default: an hour).")
  private int expiresInS = 3600;

  @Override
  public Integer call() {
    String artifacts = "/api/v1/task/" + JobIds.check(id) + "/artifacts";
    String name = file == null ? first(remote.client().get(artifacts)) : file;
    String path = artifacts + "/" + Addresses.segment(name) + "/link?expires_in_s=" + expiresInS;
    JsonNode link = remote.client().post(path, null, Map.of());
    if (!remote.json()) {
      remote.err().println("holds until " + link.path("expires_at").asText() + ":");
      remote.err().flush();
    }
    return remote.print(link, made -> made.path("url").asText());
  }

  /** The server lists sounds and pictures first. */
  private String first(JsonNode answer) {
    String name = answer.path("artifacts").path(0).path("name").asText();
    if (name.isEmpty()) {
      throw new BadValueException("job " + id + " has no files; only finished jobs have some");
    }
    return name;
  }
}
