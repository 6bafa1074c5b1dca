package dev.aischeduler.web.hostile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes as they are, each request over a connection of its own. Thread-safe. */
public final class RawClient {
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] ([0-9]{3})");
  private static final Pattern LENGTH = Pattern.compile("\ncontent-length: ([0-9]+)");
  private static final int MOST_HEAD = 100_000;
  private static final int MOST_BODY = 8 << 20;
  private static final int REQUESTS_A_SOURCE = 100;
  private static final int STREAM_MS = 200;

  private final String host;
  private final int port;
  private final Duration patience;
  private final boolean manySources;

  /**
   * A client of a server.
   *
   * @param patience longest wait for the next byte of an answer
   */
  public RawClient(URI server, Duration patience) {
    this(server, patience, false);
  }

  /**
   * A client of a server.
   *
   * @param patience longest wait for the next byte of an answer
   * @param manySources true to send from many loopback addresses, where the system has them, so
   *     that wrong keys are not all answered by the limit of one address
   */
  public RawClient(URI server, Duration patience, boolean manySources) {
    this.manySources = manySources;
    this.host = server.getHost();
    this.port = server.getPort();
    this.patience = patience;
  }

  /** What became of a request. */
  public record Outcome(HostileRequest request, List<RawAnswer> answers, boolean timedOut) {}

  /**
   * Sends a request and reads its answers; of a stream, its beginning. A server that closes the
   * connection ends them.
   *
   * @param job what the request is about, where it is about a job
   * @throws IOException when no connection can be opened
   */
  public Outcome send(HostileRequest request, String job) throws IOException {
    HostileRequest sent = request.about(job);
    List<RawAnswer> answers = new ArrayList<>();
    try (Socket socket = connect(request.number())) {
      socket.setSoTimeout((int) patience.toMillis());
      boolean open = write(socket, sent);
      if (sent.sender() == HostileRequest.Sender.HANGS_UP) {
        return new Outcome(sent, answers, false);
      }
      if (open && sent.sender() == HostileRequest.Sender.SENDS_NO_MORE) {
        socket.shutdownOutput();
      }
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < sent.answers(); i++) {
        answers.add(read(in, socket, sent.text()));
      }
    } catch (SocketTimeoutException e) {
      return new Outcome(sent, answers, true);
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      // the server has ended the connection: what was read before counts
      return new Outcome(sent, answers, false);
    }
    return new Outcome(sent, answers, false);
  }

  private Socket connect(long number) throws IOException {
    if (!manySources) {
      return new Socket(host, port);
    }
    byte[] source = {127, 1, (byte) (number / REQUESTS_A_SOURCE), 1};
    try {
      return new Socket(host, port, InetAddress.getByAddress(source), 0);
    } catch (BindException e) {
      return new Socket(host, port);
    }
  }

  /** False when the server takes no more, which is no reason not to read what it says. */
  private static boolean write(Socket socket, HostileRequest request) {
    try {
      socket.getOutputStream().write(request.text().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static RawAnswer read(InputStream in, Socket socket, String request) throws IOException {
    String head = head(in);
    Matcher status = STATUS.matcher(head);
    if (!status.find()) {
      return new RawAnswer(0, head, "");
    }
    int code = Integer.parseInt(status.group(1));
    if (code == 100) {
      return read(in, socket, request);
    }
    String headers = head.toLowerCase(Locale.ROOT);
    if (code == 101 || code == 204 || code == 304 || request.startsWith("HEAD")) {
      return new RawAnswer(code, head, "");
    }
    Matcher length = LENGTH.matcher(headers);
    if (length.find()) {
      int most = Integer.parseInt(length.group(1));
      return new RawAnswer(code, head, text(in.readNBytes(Math.min(most, MOST_BODY))));
    }
    if (headers.contains("text/event-stream")) {
      socket.setSoTimeout(STREAM_MS);
      return new RawAnswer(code, head, beginning(in));
    }
    return new RawAnswer(code, head, text(in.readNBytes(MOST_BODY)));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MOST_HEAD && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String beginning(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0 && text.length() < 5000; next = in.read()) {
        text.append((char) next);
      }
    } catch (SocketTimeoutException e) {
      return text.toString();
    }
    return text.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
