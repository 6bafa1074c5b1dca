package dev.aischeduler.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes between clients and a server, and breaks connections as it is told. */
final class FaultyProxy implements AutoCloseable {
  private static final int RESET_AT_ONCE = 0;

  private final URI server;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  /** A proxy on a free loopback port. */
  FaultyProxy(String server) throws IOException {
    this.server = URI.create(server);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Connections so far. */
  int connections() {
    return connections.get();
  }

  /**
   * Breaks the connection over which an answer comes next, before the part of it with this text; an
   * empty text breaks it before the first byte. Each call counts once, in their order.
   */
  void breakBefore(String text) {
    faults.add(text);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.incrementAndGet();
        Socket to = new Socket(server.getHost(), server.getPort());
        open.add(client);
        open.add(to);
        threads.execute(() -> pass(client, to, false));
        threads.execute(() -> pass(to, client, true));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] part = new byte[8192];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        String fault = answers ? faults.peek() : null;
        String text = new String(part, 0, read, java.nio.charset.StandardCharsets.UTF_8);
        if (fault != null && text.contains(fault) && faults.remove(fault)) {
          to.setSoLinger(true, RESET_AT_ONCE);
          return;
        }
        out.write(part, 0, read);
      }
    } catch (IOException e) {
      // the other side has broken it
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
