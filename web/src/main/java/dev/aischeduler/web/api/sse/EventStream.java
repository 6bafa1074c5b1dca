package dev.aischeduler.web.api.sse;

import dev.aischeduler.db.job.JobEvent;
import dev.aischeduler.web.api.http.ClientConnection;
import dev.aischeduler.web.api.http.SerialTask;
import dev.aischeduler.web.api.http.Stall;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open answer of type {@code text/event-stream}. It holds a worker only while there is
 * something to write and the client reads; a client that leaves a write waiting for longer than its
 * patience loses the connection. Thread-safe.
 */
public final class EventStream implements Consumer<JobEvent>, WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int TICKS_PER_COMMENT = 10;

  private final StreamContent content;
  private final ClientConnection client;
  private final Stall stall;
  private final SerialTask task;
  private final EventQueue queue = new EventQueue();
  private final EventWriter writer = new EventWriter();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final AtomicBoolean gone = new AtomicBoolean();
  private volatile boolean stopped;
  private volatile boolean ticked;

  /** Only the task touches these. */
  private boolean begun;

  private boolean caughtUp;

  private boolean ended;
  private boolean unflushed;
  private int idleTicks;

  /** Set once the server lets this write. */
  private volatile boolean writable;

  private volatile @Nullable ServletOutputStream out;

  /**
   * A stream that is not open yet; it keeps events from now on.
   *
   * @param workers write
   * @param patience how long a client may leave a write waiting
   */
  public EventStream(
      StreamContent content, ClientConnection client, Executor workers, Duration patience) {
    this.content = content;
    this.client = client;
    this.stall = new Stall(patience);
    this.task = new SerialTask(workers, this::turn);
  }

  /**
   * Begins the answer; from here on errors can only be told as events.
   *
   * @return completes on a worker when nothing more is to be written, or the client has gone
   */
  public CompletableFuture<Void> open(HttpServletResponse response) {
    response.setStatus(200);
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    // nginx would otherwise collect tokens into blocks
    response.setHeader("X-Accel-Buffering", "no");
    writer.comment("open");
    try {
      ServletOutputStream opened = response.getOutputStream();
      out = opened;
      opened.setWriteListener(this);
      client.watch(() -> gone("it hung up"));
    } catch (IOException e) {
      gone(e.toString());
    }
    return done;
  }

  /** Keeps an event for the client. */
  @Override
  public void accept(JobEvent event) {
    queue.add(event);
    task.wake();
  }

  /** Ends the stream soon; the client may connect again, here or elsewhere. */
  public void stop() {
    stopped = true;
    task.wake();
  }

  /** Has the content asked soon whether there is more to tell, as it is after an idle second. */
  public void ask() {
    ticked = true;
    task.wake();
  }

  /** To be called every second. */
  public void tick() {
    if (stall.isOver(System.nanoTime())) {
      gone("it does not read");
      client.abort();
      return;
    }
    ask();
  }

  /** True when the client has gone before the end. */
  public boolean isGone() {
    return gone.get();
  }

  private void gone(String why) {
    // several threads may find it out; it is told once
    if (gone.compareAndSet(false, true)) {
      LOG.debug("a stream ended: the client has gone ({})", why);
    }
    task.wake();
  }

  private void turn() {
    ServletOutputStream to = out;
    if (done.isDone()) {
      return;
    }
    try {
      if (gone.get() || (to != null && writable && write(to))) {
        client.unwatch();
        done.complete(null);
      }
    } catch (IOException e) {
      gone(e.toString());
    } catch (RuntimeException | Error e) {
      LOG.error("a stream ended: it could not be written", e);
      client.abort();
      done.complete(null);
    }
  }

  /** Writes while the client reads; true when all is written. */
  private boolean write(ServletOutputStream to) throws IOException {
    while (to.isReady()) {
      stall.moved();
      if (unflushed) {
        unflushed = false;
        to.flush();
      } else {
        collect();
        if (writer.size() == 0) {
          return ended;
        }
        to.write(writer.take());
        unflushed = true;
      }
    }
    stall.waits();
    return false;
  }

  /** Asks the content for about a block, or all that there is. */
  private void collect() {
    try {
      if (!begun) {
        begun = true;
        ended = content.begin(writer);
      }
      while (!ended && !caughtUp && writer.size() < BLOCK_BYTES) {
        caughtUp = content.catchUp(writer);
      }
      boolean delivered = false;
      while (!ended && caughtUp && writer.size() < BLOCK_BYTES) {
        Optional<JobEvent> event = queue.next();
        if (event.isEmpty()) {
          break;
        }
        delivered = true;
        ended = content.on(event.get(), writer);
      }
      if (delivered) {
        ticked = false;
        idleTicks = 0;
      }
      if (!ended && queue.overflowed()) {
        throw new SlowReaderException();
      }
      if (!ended && caughtUp && ticked) {
        ticked = false;
        idle();
      }
      ended |= stopped;
    } catch (RuntimeException e) {
      if (!ended) {
        ended = true;
        content.onFailure(e, writer);
      }
    }
  }

  private void idle() {
    ended = content.onIdle(writer);
    idleTicks++;
    if (!ended && idleTicks % TICKS_PER_COMMENT == 0) {
      writer.comment("alive");
    }
  }

  @Override
  public void onWritePossible() {
    writable = true;
    task.wake();
  }

  @Override
  public void onError(Throwable cause) {
    gone(cause.toString());
  }
}
