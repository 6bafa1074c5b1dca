package dev.aischeduler.jobs.model.hub.transfer;

import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.http.HubException;
import dev.aischeduler.jobs.model.hub.http.HubHttp;
import dev.aischeduler.jobs.model.hub.http.HubResponse;
import dev.aischeduler.jobs.model.hub.http.ResponseStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes a part with one request. It continues where the part ends (Range, RFC 9110 section 14,
 * with If-Range, so that a file that has changed is fetched from the start), and it stops at the
 * announced size. What arrives is checked by the caller. Not thread-safe.
 */
final class TransferAttempt {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final HubHttp http;
  private final URI uri;
  private final WantedFile wanted;
  private final PartFile part;
  private final TransferListener listener;

  /** Attempts for one file. */
  TransferAttempt(
      HubHttp http, URI uri, WantedFile wanted, PartFile part, TransferListener listener) {
    this.http = http;
    this.uri = uri;
    this.wanted = wanted;
    this.part = part;
    this.listener = listener;
  }

  /**
   * Fetches what is missing.
   *
   * @return the SHA-256 that the hub names for a large file before it redirects to where the file
   *     is stored; empty when it names none or nothing was missing
   * @throws HubException when the file is not complete yet
   * @throws DamagedModelException when the hub sends another file than it listed
   */
  String run() throws IOException, InterruptedException {
    String tag = part.tag();
    if (part.size() > wanted.size() || (part.size() > 0 && tag.isEmpty())) {
      part.discard();
    }
    long present = part.size();
    if (present == wanted.size() && Files.isRegularFile(part.path())) {
      return "";
    }
    try (HubResponse answer = http.get(uri, headers(present, tag))) {
      begin(answer, present, tag);
      listener.started(wanted.target(), wanted.size(), part.size());
      receive(answer);
      String linked = answer.first().firstValue("X-Linked-ETag").orElse("").replace("\"", "");
      return SHA256.matcher(linked).matches() ? linked : "";
    }
  }

  private static Map<String, String> headers(long present, String tag) {
    Map<String, String> headers = new HashMap<>();
    if (present > 0) {
      headers.put("Range", "bytes=" + present + "-");
      if (!tag.startsWith("W/")) {
        headers.put("If-Range", tag);
      }
    }
    return headers;
  }

  /** Decides whether the answer continues the part or replaces it. */
  private void begin(HubResponse answer, long present, String tag) throws IOException {
    if (answer.status() == 416) {
      part.discard();
      throw HubException.temporary(
          "the hub has no bytes of " + wanted.path() + " after " + present);
    }
    ResponseStatus.requireOk(answer, wanted.path());
    String now = answer.header("ETag").orElse("");
    if (answer.status() == 200) {
      requireSize(answer);
      part.restart(now);
    } else if (!continues(answer, present) || !(now.isEmpty() || now.equals(tag))) {
      part.discard();
      throw HubException.temporary(
          wanted.path() + " has changed on the hub since the last attempt");
    }
  }

  private boolean continues(HubResponse answer, long present) {
    Matcher range = RANGE.matcher(answer.header("Content-Range").orElse(""));
    return range.matches()
        && range.group(1).equals(String.valueOf(present))
        && (range.group(2).equals("*") || range.group(2).equals(String.valueOf(wanted.size())));
  }

  private void requireSize(HubResponse answer) throws DamagedModelException {
    long length = answer.last().firstValueAsLong("Content-Length").orElse(wanted.size());
    if (length != wanted.size()) {
      throw new DamagedModelException(
          wanted.path()
              + " has "
              + length
              + " bytes on the hub instead of "
              + wanted.size()
              + "; the hub or a proxy sends something else, try another HF_ENDPOINT");
    }
  }

  private void receive(HubResponse answer) throws IOException, InterruptedException {
    long size = part.size();
    try (FileChannel channel = part.append()) {
      for (List<ByteBuffer> piece = answer.next(); piece != null; piece = answer.next()) {
        long more = piece.stream().mapToLong(ByteBuffer::remaining).sum();
        if (size + more > wanted.size()) {
          part.discard();
          throw new DamagedModelException(
              wanted.path()
                  + " does not end after its "
                  + wanted.size()
                  + " bytes; the transfer was stopped");
        }
        PartFile.write(channel, piece);
        size += more;
        listener.advanced(more);
      }
    }
    if (size < wanted.size()) {
      throw HubException.temporary(
          wanted.path()
              + ": the connection ended after "
              + size
              + " of "
              + wanted.size()
              + " bytes");
    }
  }
}
