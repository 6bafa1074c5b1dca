package dev.aischeduler.jobs.model.hub.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.FileRules;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of the Hugging Face hub's interface that pulling needs: {@code /api/models/...} for what
 * a repository holds, {@code /OWNER/NAME/resolve/REVISION/PATH} for the files. Mirrors have the
 * same interface. Thread-safe.
 */
public final class HubClient {
  private static final int MAX_ANSWER = 32 << 20;
  private static final int MAX_PAGES = 50;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");

  private final URI endpoint;
  private final HubHttp http;
  private final Retry retry;

  /** A client of the hub at an address. */
  public HubClient(URI endpoint, HubHttp http, Retry retry) {
    this.endpoint = endpoint;
    this.http = http;
    this.retry = retry;
  }

  /**
   * Commit and licence of a repository.
   *
   * @param commit that the revision names now
   * @param licence such as {@code apache-2.0}; {@code unknown} when it names none
   */
  public record Info(String commit, String licence) {}

  /** Which commit a revision names, and the licence. */
  public Info info(RepositoryRef ref, Consumer<String> notes)
      throws IOException, InterruptedException {
    JsonNode info = json(api(ref, "revision"), ref, notes).document();
    String commit = info.path("sha").asText("");
    String licence = info.path("cardData").path("license").asText("");
    return new Info(
        commit.matches("[0-9a-f]{40}") ? commit : ref.revision(),
        licence.isEmpty() ? "unknown" : licence);
  }

  /**
   * The files below a folder of a repository, at any depth.
   *
   * @param folder empty for all
   */
  public List<HubFile> files(RepositoryRef ref, String folder, Consumer<String> notes)
      throws IOException, InterruptedException {
    String below = folder.isEmpty() ? "" : "/" + encode(folder);
    URI page = URI.create(api(ref, "tree") + below + "?recursive=true");
    List<HubFile> files = new ArrayList<>();
    for (int i = 0; i < MAX_PAGES; i++) {
      Page answer = json(page, ref, notes);
      for (JsonNode entry : answer.document()) {
        if (entry.path("type").asText().equals("file")) {
          files.add(file(entry));
        }
      }
      if (answer.next().isEmpty()) {
        return List.copyOf(files);
      }
      page = page.resolve(answer.next());
    }
    throw HubException.permanent(ref + " has too many files; name a smaller repository");
  }

  /** Where a file is fetched. */
  public URI address(RepositoryRef ref, String path) {
    return URI.create(
        base() + ref.repository() + "/resolve/" + segment(ref.revision()) + "/" + encode(path));
  }

  private record Page(JsonNode document, String next) {}

  private Page json(URI uri, RepositoryRef ref, Consumer<String> notes)
      throws IOException, InterruptedException {
    return retry.run(
        () -> {
          try (HubResponse answer = http.get(uri, Map.of("Accept", "application/json"))) {
            ResponseStatus.requireOk(answer, ref.toString());
            JsonNode document = Json.mapper().readTree(answer.body().all(MAX_ANSWER));
            Matcher next = NEXT.matcher(answer.header("Link").orElse(""));
            return new Page(document, next.find() ? next.group(1) : "");
          }
        },
        () -> 0,
        notes);
  }

  private static HubFile file(JsonNode entry) throws UnsafeFileException {
    FileRules.checkListed(entry.path("path").asText());
    JsonNode lfs = entry.path("lfs");
    boolean large = lfs.isObject();
    String sha256 = lfs.path("oid").asText("").replaceFirst("^sha256:", "");
    String gitId = entry.path("oid").asText("");
    return new HubFile(
        entry.path("path").asText(),
        large ? lfs.path("size").asLong(-1) : entry.path("size").asLong(-1),
        large && sha256.matches("[0-9a-f]{64}") ? sha256 : null,
        !large && gitId.matches("[0-9a-f]{40}") ? gitId : null);
  }

  private URI api(RepositoryRef ref, String kind) {
    return URI.create(
        base() + "api/models/" + ref.repository() + "/" + kind + "/" + segment(ref.revision()));
  }

  private String base() {
    return endpoint.toString().replaceAll("/+$", "") + "/";
  }

  private static String encode(String path) {
    return Arrays.stream(path.split("/")).map(HubClient::segment).collect(Collectors.joining("/"));
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
