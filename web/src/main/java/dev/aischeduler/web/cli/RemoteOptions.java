package dev.aischeduler.web.cli;

import dev.aischeduler.web.client.ApiClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Options of every command that talks to a running server. */
final class RemoteOptions {
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
      description = "API key of the server (default: $SCHEDULER_API_KEY, which others cannot see).")
  private String apiKey = "";

  @Option(names = "--json", description = "Print the server's JSON, for scripts.")
  private boolean json;

  /**
   * A client for that server.
   *
   * @throws BadValueException when the address is no HTTP URL
   */
  ApiClient client() {
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return new ApiClient(uri, apiKey);
      }
    } catch (IllegalArgumentException e) {
      throw new BadValueException("--url: '" + url + "' is no address: " + e.getMessage());
    }
    throw new BadValueException("--url: '" + url + "' must look like http://127.0.0.1:8080");
  }

  /** True when the output is for scripts. */
  boolean json() {
    return json;
  }
}
