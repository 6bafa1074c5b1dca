package dev.aischeduler.jobs.llm.tool;

import dev.aischeduler.jobs.llm.chat.CallText;
import dev.aischeduler.jobs.llm.chat.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the calls in an answer that kept within a {@link CallGrammar}. Without state. */
public final class CallReader {
  // A line break in JSON is never followed by "<", so the end of a call is not found in a string.
  private static final Pattern CALL =
      Pattern.compile(
          Pattern.quote(CallText.MARKER + CallText.before("\0"))
                  .replace("\0", "\\E([A-Za-z0-9_-]+)\\Q")
              + "(.*?)"
              + Pattern.quote(CallText.AFTER),
          Pattern.DOTALL);

  private CallReader() {}

  /**
   * The whole calls of an answer; one that was cut is left out.
   *
   * @param text the answer from the first marker on
   * @param job makes the ids of the calls the same in every attempt of a job
   */
  public static List<ToolCall> read(String text, UUID job) {
    List<ToolCall> calls = new ArrayList<>();
    for (Matcher call = CALL.matcher(text); call.find(); ) {
      calls.add(
          new ToolCall(
              id(job, calls.size()),
              "function",
              new ToolCall.Function(call.group(1), call.group(2))));
    }
    return List.copyOf(calls);
  }

  private static String id(UUID job, int index) {
    byte[] name = (job + "/" + index).getBytes(StandardCharsets.UTF_8);
    String digits = UUID.nameUUIDFromBytes(name).toString().replace("-", "");
    return "call_" + digits.substring(0, 24).toLowerCase(Locale.ROOT);
  }
}
