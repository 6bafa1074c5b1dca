package dev.aischeduler.web.demo;

import java.util.Map;

/**
 * One job of the demonstration.
 *
 * @param label short name for display
 * @param path path of the REST API that the job is submitted to
 * @param body body of the request
 * @param file name of the file that its result is saved in
 */
record DemoTask(String label, String path, Map<String, Object> body, String file) {

  /** A job of type {@code llm}: one answer to a prompt. */
  static DemoTask chat(String label, String prompt, int priority, String file) {
    return new DemoTask(
        label, "/api/v1/llm/generate", Map.of("prompt", prompt, "priority", priority), file);
  }

  /** A job of type {@code tts}: a text to be spoken. */
  static DemoTask speech(String label, String text, int priority, String file) {
    return new DemoTask(
        label, "/api/v1/tts/synthesize", Map.of("text", text, "priority", priority), file);
  }

  /**
   * A job of type {@code image}: 256 x 256 pixels in few denoising steps. The seed is fixed, so
   * that every run gives the same picture.
   */
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

  /** The prompt, or the text to be spoken. */
  String wish() {
    return String.valueOf(body.getOrDefault("prompt", body.get("text")));
  }
}
