package dev.aischeduler.web.openai.reply;

import dev.aischeduler.web.api.reply.ApiException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids in OpenAI's form: a word for the kind, and the id of the job, run or file itself. */
public final class Ids {
  /** Before the id of the first job of a chat completion. */
  public static final String COMPLETION = "chatcmpl-";

  /** Before the job id of a response. */
  public static final String RESPONSE = "resp_";

  /** Before the run id of a batch. */
  public static final String BATCH = "batch_";

  /** Before the id of an uploaded file. */
  public static final String FILE = "file-";

  private static final Pattern UUID_AT_END =
      Pattern.compile("(.*?)([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");

  private Ids() {}

  /**
   * The id behind a word.
   *
   * @param what for the message, such as {@code response}
   * @param text as it was sent; null is like an unknown one
   * @throws ApiException 404 when the text has another form: it names nothing
   */
  public static UUID read(String word, String what, @Nullable String text) {
    Matcher matcher = UUID_AT_END.matcher(text == null ? "" : text);
    if (!matcher.matches() || !matcher.group(1).equals(word)) {
      throw unknown(what, text);
    }
    return UUID.fromString(matcher.group(2));
  }

  /** The word before an id, such as {@code file-}; empty for what is no id. */
  public static String word(String text) {
    Matcher matcher = UUID_AT_END.matcher(text);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The 404 of an unknown id. */
  public static ApiException unknown(String what, @Nullable String text) {
    String id = text == null ? "" : text;
    String shown =
        (id.length() > 80 ? id.substring(0, 80) + "…" : id).replaceAll("\\p{Cntrl}", "?");
    return ApiException.notFound("no " + what + " has the id '" + shown + "'");
  }
}
