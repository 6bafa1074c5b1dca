package dev.aischeduler.web.demo;

import java.util.Map;

/**
 * One job of the demonstration.
 *
 * @param label short name for people
 * @param path where it is submitted
 * @param body the request
 * @param file name of the file that its result is saved in
 */
record DemoTask(String label, String path, Map<String, Object> body, String file) {

  /** A conversation. */
  static DemoTask chat(String label, String prompt, int priority, String file) {
    return new DemoTask(
        label, "/api/v1/llm/generate", Map.of("prompt", prompt, "priority", priority), file);
  }

  /** A text to speak. */
  static DemoTask speech(String label, String text, int priority, String file) {
    return new DemoTask(
        label, "/api/v1/tts/synthesize", Map.of("text", text, "priority", priority), file);
  }

  /** A picture in few steps; the seed makes it the same for everyone. */
  static DemoTask picture(String label, String prompt, int priority, String file) {
    Map<String, Object> body =
        Map.of(
            "prompt",
            prompt,
            "priority",
            priority,
            "width",
            256,
            "height",
            256,
            "use_turbo",
            true,
            "seed",
            1);
    return new DemoTask(label, "/api/v1/image/generate", body, file);
  }

  /** What was asked for. */
  String wish() {
    return String.valueOf(body.getOrDefault("prompt", body.get("text")));
  }
}
