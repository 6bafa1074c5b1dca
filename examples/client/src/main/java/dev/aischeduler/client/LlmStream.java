package dev.aischeduler.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text of a language model, piece by piece as it is written. Iterating ends with the text, also
 * when it is cut short: {@link #response} tells how it ended. To be iterated once, by one thread.
 */
public final class LlmStream implements Iterable<String>, AutoCloseable {
  private final BlockingQueue<Optional<String>> pieces = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable Operation> operation = new AtomicReference<>();
  private final CompletableFuture<ClientResponse> end;

  /** Begins a stream. */
  LlmStream(Transport transport, Submissions submissions, TaskWait wait, LlmRequest request) {
    Consumer<String> take = piece -> pieces.add(Optional.of(piece));
    this.end =
        transport.run(
            transport.settings().totalTimeout(),
            call -> {
              operation.set(call);
              return new StreamedText(transport, submissions, wait, call, take).run(request);
            });
    end.whenComplete((response, failure) -> pieces.add(Optional.empty()));
  }

  /** The pieces; each call goes on where the last one was. */
  @Override
  public Iterator<String> iterator() {
    return new Pieces();
  }

  /** Waits for the end and returns how it was; a success has the task with the whole text. */
  public ClientResponse response() {
    return Sync.await(end);
  }

  /** The task concerned; known once the first piece has come. */
  public Optional<UUID> taskId() {
    Operation call = operation.get();
    return Optional.ofNullable(call == null ? null : call.task());
  }

  /** Stops listening. The task goes on; {@link TaskCalls#cancel} stops it. */
  @Override
  public void close() {
    end.cancel(true);
  }

  private final class Pieces implements Iterator<String> {
    private @Nullable String next;
    private boolean over;

    @Override
    public boolean hasNext() {
      if (next == null && !over) {
        next = take();
        over = next == null;
      }
      return next != null;
    }

    private @Nullable String take() {
      try {
        Optional<String> piece = pieces.take();
        if (piece.isEmpty()) {
          // for iterators that begin after the end
          pieces.add(piece);
        }
        return piece.orElse(null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        return null;
      }
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the text is over");
      }
      String piece = next;
      next = null;
      return piece == null ? "" : piece;
    }
  }
}
