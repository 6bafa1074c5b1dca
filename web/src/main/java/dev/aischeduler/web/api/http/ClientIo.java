package dev.aischeduler.web.api.http;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of clients and writes the answers: handlers run on workers, clients that send
 * or read slowly hold none, and once a second those that are too slow are ended. Thread-safe.
 */
public final class ClientIo implements AutoCloseable {
  /** Threads that read and write; none of them waits for a client or the database. */
  private static final int IO_THREADS = 32;

  private static final int IDLE_MS = 60_000;
  private static final int RESERVED_WORKERS = 4;
  private static final int RESERVED_QUEUE = 64;

  private final Workers workers;
  private final Map<String, Workers> reserved = new LinkedHashMap<>();
  private final Ticker ticker = new Ticker();
  private final BodyIntake bodies;
  private final ResponseWriter writer;

  /**
   * For one server.
   *
   * @param reserved paths that have workers of their own each: one that waits for the database must
   *     not keep another from telling that the process lives
   * @param coding in which form answers are written
   */
  public ClientIo(ClientLimits limits, Set<String> reserved, ResponseCoding coding) {
    this.workers = new Workers("web", limits.workers(), limits.queuedRequests());
    for (String path : reserved) {
      String name = "web" + path.replace('/', '-');
      this.reserved.put(path, new Workers(name, RESERVED_WORKERS, RESERVED_QUEUE));
    }
    this.bodies = new BodyIntake(limits.bodies(), workers);
    this.writer = new ResponseWriter(workers, limits.slowReader(), coding);
  }

  /** Threads for handlers, and for whatever may wait for the database. */
  public Executor workers() {
    return workers;
  }

  /** Wakes after a time, and every second. */
  public Ticker ticker() {
    return ticker;
  }

  /**
   * Sets up the server.
   *
   * @param tls for encryption; null for none
   * @param errors answers what is refused before any handler
   */
  public void configure(
      JavalinConfig config,
      String host,
      int port,
      SslContextFactory.@Nullable Server tls,
      Request.Handler errors) {
    // the ResponseWriter compresses; Javalin would hold event streams back
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = new QueuedThreadPool(IO_THREADS, 8);
    config.jetty.modifyServer(
        jetty -> {
          jetty.setErrorHandler(errors);
          jetty.insertHandler(new WorkerHandler(workers, reserved));
        });
    config.jetty.addConnector(
        (jetty, http) -> {
          ClientConnector connector = new ClientConnector(jetty, http, tls);
          connector.setHost(host);
          connector.setPort(port);
          connector.setIdleTimeout(IDLE_MS);
          return connector;
        });
  }

  /**
   * Reads every body before its handler, and writes what every handler has left; to be called after
   * what checks requests was registered.
   *
   * @param bounds of the body of a request
   */
  public void register(RoutesConfig routes, Function<Context, BodyBounds> bounds) {
    routes.beforeMatched(ctx -> bodies.read(ctx, bounds.apply(ctx)));
    routes.after(writer::write);
  }

  /** Begins to end slow clients. */
  public void start() {
    ticker.everySecond(bodies::refuseSlow);
    ticker.everySecond(writer::endStalled);
  }

  /** Takes nothing new and waits some seconds for what is under way. */
  @Override
  public void close() {
    workers.close();
    reserved.values().forEach(Workers::close);
    ticker.close();
  }
}
