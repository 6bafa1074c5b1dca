package dev.aischeduler.web.api;

import dev.aischeduler.web.api.sse.EventStream;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens event streams within the bounds of the waiting room. Thread-safe. */
final class Streams {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private final WaitingRoom room;

  Streams(WaitingRoom room) {
    this.room = room;
  }

  /** What a stream tells its client. */
  interface Story {
    /**
     * Writes events on the calling thread until there is nothing more to tell.
     *
     * @param stop true once the server wants its thread back
     * @throws IOException the client has gone
     */
    void tell(EventStream stream, BooleanSupplier stop) throws IOException, InterruptedException;
  }

  /**
   * Answers with a stream; returns when it has ended. A client that goes away ends its stream and
   * nothing else.
   *
   * @throws ApiException 503 when too many clients listen or wait already
   */
  void answer(Context ctx, Story story) {
    if (!room.enter()) {
      throw ApiException.unavailable("too many clients wait or listen at this server", 5)
          .remedy("try again, or ask for the status now and then");
    }
    try {
      story.tell(EventStream.open(ctx.res()), room::isClosed);
    } catch (IOException e) {
      LOG.debug("the client of {} has gone: {}", ctx.path(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      room.leave();
    }
  }
}
