package dev.aischeduler.web.hostile;

import static dev.aischeduler.web.hostile.HostileValues.utf8;

/** Lines of a request's head that nobody should send. Texts are bytes, one in each character. */
final class HostileHeaders {
  private HostileHeaders() {}

  /** One or more lines without the last line end. */
  static String line(Draw draw) {
    return switch (draw.below(15)) {
      case 0 ->
          "Content-Type: "
              + draw.of(
                  "application/json; charset=UTF_8",
                  "application/json; charset=utf-8, iso-8859-1",
                  "application/json; charset=utf-16le",
                  "application/json; charset=\u00e9",
                  "application/json; charset=\"",
                  "application/json;;;",
                  "application/json, text/plain",
                  "multipart/form-data",
                  "multipart/form-data; boundary=" + "b".repeat(200),
                  "application/x-www-form-urlencoded",
                  "text/plain",
                  ";",
                  "/",
                  "",
                  utf8("\u4e2d/\u6587"),
                  "a".repeat(3000));
      case 1 ->
          "Content-Encoding: "
              + draw.of(
                  "gzip", "br", "identity", "identity, gzip", "deflate;q=1", "\u00e9", "", ",");
      case 2 ->
          "Accept: "
              + draw.of(
                  "audio/wav",
                  "image/png",
                  "audio/*;q=0.9, */*;q=0",
                  "text/event-stream",
                  "*/*;q=2",
                  "*/*;q=nan",
                  "application/json;q=0",
                  ";q=1",
                  "a/b/c",
                  "*",
                  "",
                  "\u00ff",
                  "a/b,".repeat(900),
                  "application/json;q=1e99",
                  "text/html;level=\"1;q=0\"");
      case 3 ->
          "Range: "
              + draw.of(
                  "bytes=0-0",
                  "bytes=5-2",
                  "bytes=-1",
                  "bytes=-",
                  "bytes=99999999999999999999-",
                  "bytes=0-9223372036854775807",
                  "bytes=0-1,3-4",
                  "items=0-1",
                  "bytes=a-b",
                  "",
                  "bytes=" + "0-,".repeat(1000));
      case 4 -> "If-None-Match: " + draw.of("*", "\"", "W/\"a\"", "a,b", "\"\u0080\"", "");
      case 5 ->
          "Idempotency-Key: "
              + draw.of(
                  "order-1",
                  "order-2",
                  "",
                  " ",
                  "a b",
                  "k".repeat(255),
                  "k".repeat(256),
                  "\u00e9",
                  utf8("\u952e"),
                  "a\tb",
                  "'; DROP TABLE job; --",
                  "a\u007fb",
                  "\u0001");
      case 6 ->
          "Last-Event-ID: "
              + draw.of("0", "-1", "1", "abc", "999999999999999999", "9223372036854775808", "");
      case 7 ->
          "Host: "
              + draw.of(
                  "evil.example",
                  "",
                  "localhost:99999",
                  "localhost:",
                  "[::1]",
                  "[::1",
                  "127.0.0.1:x",
                  "a b",
                  "\u00e9",
                  "localhost, localhost",
                  "user@localhost",
                  "h".repeat(5000));
      case 8 ->
          "Origin: "
              + draw.of(
                  "null", "http://evil.example", "http://localhost", "http://[", "", "\u00e9");
      case 9 ->
          "Authorization: "
              + draw.of(
                  "Bearer ", "Basic !!!", "Basic Og==", "Basic /w==", "Digest x", "\u00ff", "");
      case 10 ->
          draw.of(
              "Expect: 100-continue",
              "Expect: nothing",
              "Upgrade: h2c\r\nConnection: Upgrade",
              "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x",
              "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQ",
              "Connection: keep-alive, close",
              "Connection: \u00e9",
              "TE: trailers",
              "Trailer: Host",
              "Max-Forwards: -1",
              "Cookie: a=\"; $Version=1;=;;b",
              "Cookie: " + "a=b;".repeat(1500),
              "X-HTTP-Method-Override: DELETE",
              "X-Forwarded-Host: evil.example",
              "Via: 1.1 a");
      case 11 -> floods(draw);
      case 12 ->
          draw.of(
              "X-A: a\r\n b\r\n\tc",
              "X-A",
              ": b",
              "X A: b",
              "X-A : b",
              "\u0000: b",
              "X-A: a\u0000b",
              "X-A: a\rb",
              "X-A: a\nX-B: b",
              "\u00e9: b",
              "X-A: \u0080\u009f",
              "(: b",
              "X-A:",
              "\tX-A: b");
      case 13 ->
          "X-Trace-Id: " + draw.of("abc", "a\u0085b", "x".repeat(3000), "${jndi:ldap://127.0.0.1}");
      default ->
          "Accept-Language: " + draw.of("zh-CN", "*", "tr-TR-u-nu-arab", "x".repeat(400), "");
    };
  }

  private static String floods(Draw draw) {
    int many = 1 << draw.below(10);
    return draw.chance(50)
        ? "X-Many: 1\r\n".repeat(many) + "X-Last: 1"
        : "X-Long: " + "v".repeat(many * 40);
  }

  /** How the length of a body is told, where not as it is. */
  static String length(int real, Draw draw) {
    return draw.of(
        "Content-Length: " + (real + 1 + draw.below(1000)),
        "Content-Length: " + draw.below(real + 1),
        "Content-Length: -1",
        "Content-Length: +" + real,
        "Content-Length: 0x10",
        "Content-Length: 99999999999999999999",
        "Content-Length: 2147483648",
        "Content-Length: " + real + ", " + real,
        "Content-Length: " + real + "\r\nContent-Length: " + (real + 1),
        "Content-Length: " + real + "\r\nTransfer-Encoding: chunked",
        "Content-Length: ",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: \u00e9",
        "X-None: 1");
  }

  /** A body in chunks that are right, or not. */
  static String chunked(String body, Draw draw) {
    StringBuilder all = new StringBuilder();
    for (int at = 0; at < body.length(); ) {
      int size = Math.min(1 + draw.below(200), body.length() - at);
      all.append(size(size, draw)).append("\r\n").append(body, at, at + size).append("\r\n");
      at += size;
    }
    return all.append(
            draw.chance(85)
                ? "0\r\n\r\n"
                : draw.of("", "0\r\n", "0\r\nX: y\r\n\r\n", "0\r\n\u0000\r\n\r\n", "zz\r\n\r\n"))
        .toString();
  }

  private static String size(int size, Draw draw) {
    String right = Integer.toHexString(size);
    return draw.chance(97)
        ? right
        : draw.of(
            right + ";a=b",
            "000" + right,
            "-1",
            "zz",
            "",
            right + "1",
            "ffffffffffffffff",
            "0x1",
            " " + right,
            right + ";" + "x".repeat(9000),
            "7fffffff");
  }
}
