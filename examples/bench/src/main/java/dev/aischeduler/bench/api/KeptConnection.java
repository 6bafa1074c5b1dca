package dev.aischeduler.bench.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that stays open, for answers with a length. Costs as little as a client can, so that
 * on a machine that it shares with the server the server is what is measured. Used by one thread.
 */
final class KeptConnection implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final int LONGEST_LINE = 8192;

  private final String host;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  KeptConnection(URI server) throws IOException {
    this.host = server.getHost() + ":" + server.getPort();
    this.socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** The bytes of a request for JSON. */
  byte[] request(String method, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + (body.length == 0
                ? ""
                : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n")
            + "\r\n";
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @return its body
   * @throws IOException when it is another status than the expected one
   */
  String send(byte[] request, int expected) throws IOException {
    out.write(request);
    out.flush();
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.startsWith("HTTP/1.1 " + expected)) {
      throw new IOException("expected " + expected + ", got " + status + " " + body);
    }
    return body;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    throw new IOException("a line of more than " + LONGEST_LINE + " characters");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
