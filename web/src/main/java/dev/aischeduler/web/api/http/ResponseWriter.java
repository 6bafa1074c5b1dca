package dev.aischeduler.web.api.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes large answers as fast as their clients read: a slow client holds one block of memory and
 * no thread, and a client that does not read at all loses its connection. Thread-safe.
 */
public final class ResponseWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

  /** Answers up to this size are written at once: they fit into the connection's buffers. */
  private static final int SMALL_BYTES = 16 << 10;

  private static final int BLOCK_BYTES = 16 << 10;

  private final Executor workers;
  private final Duration patience;
  private final ResponseCoding coding;
  private final Set<Transfer> transfers = ConcurrentHashMap.newKeySet();

  /**
   * A writer.
   *
   * @param workers read what is to be written
   * @param patience how long a client may take for one block of 16 KiB
   * @param coding in which form an answer is written
   */
  public ResponseWriter(Executor workers, Duration patience, ResponseCoding coding) {
    this.workers = workers;
    this.patience = patience;
    this.coding = coding;
  }

  /** Writes the result that the handlers left in the context, unless it is small. */
  public void write(Context ctx) throws IOException {
    InputStream body = coding.encoded(ctx);
    if (body == null) {
      return;
    }
    if (body instanceof ByteArrayInputStream bytes) {
      if (bytes.available() <= SMALL_BYTES) {
        return;
      }
      ctx.header("Content-Length", String.valueOf(bytes.available()));
    }
    ctx.future(() -> new Transfer(ctx, body).start());
  }

  /** Ends transfers to clients that do not read; to be called every second. */
  public void endStalled() {
    long now = System.nanoTime();
    transfers.forEach(transfer -> transfer.endIfStalled(now));
  }

  private final class Transfer implements WriteListener {
    private final Context ctx;
    private final InputStream body;
    private final ClientConnection connection;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final SerialTask copy = new SerialTask(workers, this::copy);
    private final Stall stall = new Stall(patience);
    private final byte[] block = new byte[BLOCK_BYTES];
    private final AtomicBoolean gone = new AtomicBoolean();

    Transfer(Context ctx, InputStream body) {
      this.ctx = ctx;
      this.body = body;
      this.connection = ClientConnection.of(ctx);
    }

    CompletableFuture<Void> start() {
      transfers.add(this);
      try {
        ctx.res().getOutputStream().setWriteListener(this);
      } catch (IOException e) {
        gone(e.toString());
        finish();
      }
      return done;
    }

    @Override
    public void onWritePossible() {
      copy.wake();
    }

    @Override
    public void onError(Throwable cause) {
      gone(cause.toString());
      copy.wake();
    }

    void endIfStalled(long nowNanos) {
      if (stall.isOver(nowNanos)) {
        gone("it does not read");
        connection.abort();
        copy.wake();
      }
    }

    private void copy() {
      if (done.isDone()) {
        return;
      }
      if (gone.get()) {
        finish();
        return;
      }
      try {
        if (copied(ctx.res().getOutputStream())) {
          finish();
        } else {
          stall.waits();
        }
      } catch (IOException e) {
        gone(e.toString());
        finish();
      } catch (RuntimeException | Error e) {
        LOG.error("the answer to {} was cut: it could not be written", ctx.path(), e);
        connection.abort();
        finish();
      }
    }

    /** Copies while the client reads; true at the end. */
    private boolean copied(ServletOutputStream out) throws IOException {
      while (out.isReady()) {
        stall.moved();
        int read = next();
        if (read < 0) {
          return true;
        }
        out.write(block, 0, read);
      }
      return false;
    }

    private int next() {
      try {
        return body.read(block);
      } catch (IOException | RuntimeException e) {
        // the status has gone out: a cut connection tells the client that bytes are missing
        LOG.warn("the answer to {} was cut: {}", ctx.path(), e.toString());
        connection.abort();
        return -1;
      }
    }

    private void close() {
      try {
        body.close();
      } catch (IOException e) {
        LOG.debug("what the answer to {} was read from could not be closed", ctx.path(), e);
      }
    }

    /** Told once, however many threads find it out. */
    private void gone(String why) {
      if (gone.compareAndSet(false, true)) {
        LOG.debug("the answer to {} was cut: the client has gone ({})", ctx.path(), why);
      }
    }

    private void finish() {
      transfers.remove(this);
      close();
      // closes what the handler left; nothing is left for others to write
      ctx.result(InputStream.nullInputStream());
      done.complete(null);
    }
  }
}
