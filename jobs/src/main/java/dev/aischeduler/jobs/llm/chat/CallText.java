package dev.aischeduler.jobs.llm.chat;

/**
 * How a model writes a call of a tool: the form of Hermes 2 Pro, which Qwen2.5 and others use too.
 *
 * <pre>{@code
 * <tool_call>
 * {"name": "weather", "arguments": {"city": "Oslo"}}
 * </tool_call>
 * }</pre>
 */
public final class CallText {
  /** Begins each call. */
  public static final String MARKER = "<tool_call>";

  /** What follows the arguments. */
  public static final String AFTER = "}\n</tool_call>";

  private static final String BEFORE_NAME = "\n{\"name\": \"";
  private static final String BEFORE_ARGUMENTS = "\", \"arguments\": ";

  private CallText() {}

  /** What comes between the marker and the arguments. */
  public static String before(String name) {
    return BEFORE_NAME + name + BEFORE_ARGUMENTS;
  }

  /** A whole call. */
  static String of(String name, String arguments) {
    return MARKER + before(name) + arguments + AFTER;
  }
}
