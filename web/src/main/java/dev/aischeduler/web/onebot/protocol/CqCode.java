package dev.aischeduler.web.onebot.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages as one text with CQ codes, for example {@code [CQ:at,qq=10001] hello}. */
final class CqCode {
  /** Brackets of plain text are escaped, so none can stand within. */
  private static final Pattern CODE =
      Pattern.compile("\\[CQ:([A-Za-z0-9_.-]{1,64})((?:,[^\\[\\],]*)*)]");

  private CqCode() {}

  /** The segments of a text; what is no valid code is text. */
  static List<Segment> parse(String message) {
    List<Segment> segments = new ArrayList<>();
    Matcher code = CODE.matcher(message);
    int end = 0;
    while (code.find()) {
      addText(segments, message.substring(end, code.start()));
      segments.add(new Segment(code.group(1), data(code.group(2))));
      end = code.end();
    }
    addText(segments, message.substring(end));
    return segments;
  }

  private static void addText(List<Segment> segments, String escaped) {
    if (!escaped.isEmpty()) {
      segments.add(Segment.text(unescaped(escaped)));
    }
  }

  private static Map<String, String> data(String parameters) {
    Map<String, String> data = new HashMap<>();
    for (String parameter : parameters.split(",", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        data.put(parameter.substring(0, equals), unescaped(parameter.substring(equals + 1)));
      }
    }
    return data;
  }

  /** The ampersand comes last: what it makes must not be taken for another escape. */
  private static String unescaped(String text) {
    return text.replace("&#91;", "[")
        .replace("&#93;", "]")
        .replace("&#44;", ",")
        .replace("&amp;", "&");
  }
}
