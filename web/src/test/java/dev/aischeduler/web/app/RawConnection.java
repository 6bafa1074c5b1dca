package dev.aischeduler.web.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that sends and reads only what a test says, for clients that behave badly. */
public final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;
  private static final int SMALL_BUFFER = 4096;

  private final Socket socket = new Socket();

  /** Connects; the system keeps little of what is not read. */
  public RawConnection(String address) {
    URI server = URI.create(address);
    try {
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.setSoTimeout(PATIENCE_MS);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection on which something was sent. */
  public static RawConnection sent(String address, String text) {
    return new RawConnection(address).send(text);
  }

  /** The head of a request with a body of JSON. */
  public static String head(String method, String path, int length) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** A whole request with a body of JSON. */
  public static String request(String method, String path, String body) {
    return head(method, path, body.length()) + body;
  }

  /** Sends a text. */
  public RawConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Reads the first bytes of the answer, as many as this. */
  public String read(int bytes) {
    try {
      return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything until the server closes, or breaks, the connection. */
  public String rest() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (IOException e) {
      all.writeBytes(("\n[" + e + "]").getBytes(StandardCharsets.UTF_8));
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /** Hangs up at once, whatever is still on its way. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
