package dev.aischeduler.jobs.llm.text;

import java.util.Arrays;

/**
 * Turns token ids into text as they come. A token may hold only some bytes of a character, so text
 * is held while it ends in an incomplete one (U+FFFD); each decode starts a little earlier than the
 * new text, because some decoders treat the first token differently. All pieces together are the
 * decoded text, but for an incomplete character at its end. Confined to one thread.
 */
final class StreamingText {
  private static final char INCOMPLETE = '\uFFFD';

  private final LlmTokenizer tokenizer;
  private long[] ids = new long[64];
  private int size;
  // Ids [context, read) are emitted and give the context; [read, size) are not emitted yet.
  private int context;
  private int read;

  StreamingText(LlmTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Takes a token and returns the text that became complete with it; may be empty. */
  String append(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
    String text = decode(context, size);
    if (text.isEmpty() || text.charAt(text.length() - 1) == INCOMPLETE) {
      return "";
    }
    return emit(text);
  }

  /**
   * What is held back at the end of the stream, without the character that it was cut in: that can
   * never become whole.
   */
  String finish() {
    if (read == size) {
      return "";
    }
    String text = emit(decode(context, size));
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == INCOMPLETE) {
      end--;
    }
    return text.substring(0, end);
  }

  private String emit(String text) {
    int known = decode(context, read).length();
    context = read;
    read = size;
    return text.substring(Math.min(known, text.length()));
  }

  private String decode(int from, int to) {
    return from == to ? "" : tokenizer.decode(Arrays.copyOfRange(ids, from, to));
  }
}
