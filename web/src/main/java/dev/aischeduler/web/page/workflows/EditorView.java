package dev.aischeduler.web.page.workflows;

/**
 * What the editor begins with.
 *
 * @param definition YAML or JSON
 * @param inputs JSON
 */
public record EditorView(String definition, String inputs) {
  private static final String EXAMPLE =
      """
      name: poem
      description: A poem, and its picture.

      inputs:
        topic: {type: text, default: the sea}

      steps:
        poem:
          task: llm
          request:
            prompt: "Write a short poem about {{ inputs.topic }}."
            max_tokens: 32

        painting:
          task: image
          request: {prompt: "{{ inputs.topic }}. {{ poem.text }}", width: 64, height: 64, steps: 4}

        voice:
          task: tts
          request: {text: "{{ poem.text }}"}

      outputs:
        poem: "{{ poem.text }}"
        painting: "{{ painting.artifact }}"
      """;

  static EditorView example() {
    return new EditorView(EXAMPLE, "{\n  \"topic\": \"the sea\"\n}");
  }
}
