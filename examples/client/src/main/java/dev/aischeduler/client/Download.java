package dev.aischeduler.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Downloads files. Thread-safe. */
final class Download {
  private static final int OK = 200;
  private static final int FOUND = 302;

  private final Transport transport;

  Download(Transport transport) {
    this.transport = transport;
  }

  /** Saves what a path answers. The file appears when it is whole, in place of an older one. */
  CompletableFuture<ClientResponse> save(Operation operation, String path, Path to) {
    Path part;
    try {
      Path folder = to.toAbsolutePath().getParent();
      part = Files.createTempFile(folder == null ? to : folder, ".download", ".part");
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    URI address = transport.settings().at(path);
    CompletableFuture<ClientResponse> saved =
        transport
            .send(operation, new Save(address, part, false))
            .thenCompose(
                reply -> elsewhere(operation, address, reply, other -> new Save(other, part, true)))
            .thenCompose(reply -> finish(reply, part, to));
    return saved.whenComplete((response, failure) -> delete(part));
  }

  /** Holds what a path answers in memory. */
  CompletableFuture<ClientResponse> load(Operation operation, String path) {
    URI address = transport.settings().at(path);
    return transport
        .get(operation, path)
        .thenCompose(
            reply ->
                elsewhere(operation, address, reply, other -> new Plain("GET", other, true, true)))
        .thenApply(ClientResponse::of);
  }

  /** Results may be in an object store, whose address holds a signature and takes no key. */
  private CompletableFuture<Reply> elsewhere(
      Operation operation, URI address, Reply reply, Function<URI, Call> foreign) {
    Optional<String> location = reply.header("Location");
    return reply.status() == FOUND && location.isPresent()
        ? transport.send(operation, foreign.apply(address.resolve(location.get())))
        : CompletableFuture.completedFuture(reply);
  }

  private static CompletableFuture<ClientResponse> finish(Reply reply, Path part, Path to) {
    if (reply.status() == OK) {
      try {
        Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    return CompletableFuture.completedFuture(ClientResponse.of(reply));
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // a hidden file stays; the response says what matters
    }
  }

  private record Save(URI address, Path part, boolean isForeign) implements Call {
    @Override
    public HttpRequest.Builder request(Runnable moved) {
      return HttpRequest.newBuilder(address);
    }

    @Override
    public BodyHandler<byte[]> answer() {
      return info -> info.statusCode() == OK ? new FileSink(part) : BodySubscribers.ofByteArray();
    }
  }
}
