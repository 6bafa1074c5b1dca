package dev.aischeduler.engine.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A proxy before PostgreSQL that cuts one connection at the commit of a chosen transaction, or at a
 * statement that commits itself: before the server hears it, or before the client hears that it was
 * done.
 */
final class CommitCutter implements AutoCloseable {
  /** Where the connection is cut. */
  enum Cut {
    COMMIT_LOST,
    ANSWER_LOST
  }

  private record Plan(String statement, Cut cut, CountDownLatch done) {}

  private final ServerSocket entrance;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();

  CommitCutter(int port) throws IOException {
    this.port = port;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("cutter", this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /**
   * Cuts the next transaction that contains this text in a statement; returns what waits for it.
   */
  Runnable cutNext(String statement, Cut cut) {
    CountDownLatch done = new CountDownLatch(1);
    plan.set(new Plan(statement, cut, done));
    return () -> await(done);
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("no such transaction");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.addAll(List.of(client, server));
        AtomicReference<@Nullable Plan> deaf = new AtomicReference<>();
        start("cutter-up", () -> up(client, server, deaf));
        start("cutter-down", () -> down(server, client, deaf));
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private void up(Socket client, Socket server, AtomicReference<@Nullable Plan> deaf) {
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      StringBuilder transaction = new StringBuilder();
      byte[] buffer = new byte[65536];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        transaction.append(text);
        // a statement outside of a transaction commits itself
        if (text.contains("COMMIT") || transaction.indexOf("BEGIN") < 0) {
          Plan now = plan.get();
          if (now != null
              && transaction.indexOf(now.statement()) >= 0
              && plan.compareAndSet(now, null)) {
            if (now.cut() == Cut.COMMIT_LOST) {
              now.done().countDown();
              return;
            }
            deaf.set(now);
          }
          transaction.setLength(0);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException closed) {
      // cut, or the other side went
    }
  }

  private static void down(Socket server, Socket client, AtomicReference<@Nullable Plan> deaf) {
    try (client;
        server) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[65536];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Plan now = deaf.get();
        if (now != null) {
          now.done().countDown();
          return;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException closed) {
      // cut, or the other side went
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      entrance.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
