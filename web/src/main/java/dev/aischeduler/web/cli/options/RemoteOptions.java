package dev.aischeduler.web.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.client.ApiClient;
import dev.aischeduler.web.tls.TlsException;
import dev.aischeduler.web.tls.TrustedAuthorities;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that talks to a running server. */
public final class RemoteOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:SCHEDULER_URL:-http://127.0.0.1:8080}",
      description = "Address of the server (default: $SCHEDULER_URL, else http://127.0.0.1:8080).")
  private String url = "";

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:SCHEDULER_API_KEY:-}",
      description =
          "API key of the server (default: $SCHEDULER_API_KEY, which other users cannot see).")
  private String apiKey = "";

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      defaultValue = "${env:SCHEDULER_CA_FILE:-}",
      description =
          "PEM file of the authorities to trust for https (default: $SCHEDULER_CA_FILE, else those"
              + " of the Java platform).")
  private String caFile = "";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(names = "--json", description = "Print the server's JSON, for scripts.")
  private boolean json;

  /**
   * A client for that server.
   *
   * @throws BadValueException when the address is no HTTP URL
   */
  public ApiClient client() {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return new ApiClient(uri, apiKey, trust());
      }
    } catch (IllegalArgumentException e) {
      throw new BadValueException("--url: '" + url + "' is not an address: " + e.getMessage());
    }
    throw new BadValueException("--url: '" + url + "' must look like http://127.0.0.1:8080");
  }

  private @Nullable SSLContext trust() {
    try {
      return caFile.isEmpty() ? null : TrustedAuthorities.of("--ca-file", Path.of(caFile));
    } catch (TlsException e) {
      throw new BadValueException(e.getMessage());
    }
  }

  /** True when the output is for scripts. */
  public boolean json() {
    return json;
  }

  /** Where the command prints results. */
  public PrintWriter out() {
    return Outputs.out(command);
  }

  /** Where the command prints progress and errors. */
  public PrintWriter err() {
    return Outputs.err(command);
  }

  /** Prints one thing: the server's JSON for scripts, else a line. Returns the exit code. */
  public int print(JsonNode thing, Function<JsonNode, String> line) {
    out().println(json ? thing.toPrettyString() : line.apply(thing));
    out().flush();
    return ExitCodes.OK;
  }

  /** The same with the columns of a list. */
  public int print(JsonNode thing, Columns columns) {
    if (json) {
      return print(thing, JsonNode::toPrettyString);
    }
    Outputs.print(columns.table(List.of(thing)), out());
    return ExitCodes.OK;
  }

  /**
   * Prints things: the server's JSON for scripts, else a header and a line for each.
   *
   * @param list name of the list in the answer
   * @return the exit code
   */
  public int printAll(JsonNode answer, String list, Columns columns) {
    if (json || answer.path(list).isEmpty()) {
      return print(answer, nothing -> "no " + list.replace('_', ' '));
    }
    Outputs.print(columns.table(answer.path(list)), out());
    return ExitCodes.OK;
  }
}
