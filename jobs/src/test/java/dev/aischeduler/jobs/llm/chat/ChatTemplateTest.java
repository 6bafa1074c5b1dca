package dev.aischeduler.jobs.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.config.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected prompts were rendered with Python's Jinja 3.1 and Hugging Face's settings. */
final class ChatTemplateTest {
  private static final String QWEN_SYSTEM =
      """
      <|im_start|>system
      You are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>
      """;

  @TempDir private Path folder;

  @Test
  void the_template_of_qwen_2_5_adds_its_own_system_message() throws Exception {
    String typed = "你好 {{ 1+1 }} {% raw %} <b>&amp; \"q\" 'x'\n  \\n ";
    assertThat(qwen().render(List.of(new ChatMessage("user", typed))))
        .isEqualTo(
            QWEN_SYSTEM + "<|im_start|>user\n" + typed + "<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  void a_whole_conversation_keeps_its_system_message_and_order() throws Exception {
    assertThat(
            qwen()
                .render(
                    List.of(
                        new ChatMessage("system", "1"),
                        new ChatMessage("user", "2"),
                        new ChatMessage("assistant", "3"),
                        new ChatMessage("system", "4"),
                        new ChatMessage("user", "5"))))
        .isEqualTo(
            """
            <|im_start|>system
            1<|im_end|>
            <|im_start|>user
            2<|im_end|>
            <|im_start|>assistant
            3<|im_end|>
            <|im_start|>system
            4<|im_end|>
            <|im_start|>user
            5<|im_end|>
            <|im_start|>assistant
            """);
  }

  @Test
  void the_template_of_qwen_2_5_tells_of_tools_and_repeats_calls_and_their_results()
      throws Exception {
    List<JsonNode> tools = new ArrayList<>();
    for (String tool :
        List.of(
            """
            {"function":{"name":"weather","description":"天气 of a \\"city\\" <now>","parameters":{
              "type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},
              "required":["city"]}}}
            """,
            """
            {"type":"function","function":{"name":"clock"}}
            """)) {
      tools.add(Json.mapper().readValue(tool, Tool.class).described());
    }
    List<ToolCall> calls =
        List.of(call("a", "weather", "{\"city\":\"Oslo\",\"days\":2}"), call("b", "clock", "{}"));
    String prompt =
        qwen()
            .render(
                List.of(
                    new ChatMessage("user", "Weather in Oslo?"),
                    new ChatMessage("assistant", "", List.copyOf(calls), null),
                    new ChatMessage("tool", "{\"c\": 4}", null, "a"),
                    new ChatMessage("tool", "12:00", null, "b"),
                    new ChatMessage("assistant", "Cold."),
                    new ChatMessage("user", "Thanks")),
                tools);
    assertThat(prompt).isEqualTo(resource("qwen2.5-tools.txt"));
  }

  @Test
  void a_template_knows_tools_when_it_asks_for_calls_in_the_known_form() throws Exception {
    qwen();
    assertThat(ChatTemplate.knowsTools(folder)).isTrue();
    Files.writeString(folder.resolve("chat_template.jinja"), "{{ tools }}{{ messages }}");
    assertThat(ChatTemplate.knowsTools(folder)).isFalse();
    Files.delete(folder.resolve("chat_template.jinja"));
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        """
        {"chat_template": [
          {"name": "tool_use", "template": "<tool_call> {{ tools | length }}"},
          {"name": "default", "template": "plain"}]}
        """);
    assertThat(ChatTemplate.knowsTools(folder)).isTrue();
    List<ChatMessage> question = List.of(new ChatMessage("user", "hi"));
    ChatTemplate template = ChatTemplate.read(folder);
    assertThat(template.render(question)).isEqualTo("plain");
    assertThat(template.render(question, List.of(Json.mapper().createObjectNode())))
        .isEqualTo("<tool_call> 1");
  }

  private static ToolCall call(String id, String name, String arguments) {
    return new ToolCall(id, "function", new ToolCall.Function(name, arguments));
  }

  @Test
  void a_list_of_templates_gives_the_default_one() throws Exception {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        """
        {"bos_token": {"content": "<s>"}, "chat_template": [
          {"name": "tool_use", "template": "wrong"},
          {"name": "default", "template": "{{ bos_token }}{{ messages[0].content }}"}]}
        """);
    assertThat(ChatTemplate.read(folder).render(List.of(new ChatMessage("user", "hi"))))
        .isEqualTo("<s>hi");
  }

  @Test
  void a_template_may_refuse_a_conversation() throws Exception {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        """
        {"chat_template": "{% if messages[0].role == 'system' %}\
        {{ raise_exception('no system role') }}{% endif %}{{ messages[0].content }}"}
        """);
    ChatTemplate template = ChatTemplate.read(folder);
    assertThat(template.render(List.of(new ChatMessage("user", "hi")))).isEqualTo("hi");
    assertThatThrownBy(() -> template.render(List.of(new ChatMessage("system", "hi"))))
        .isInstanceOf(ChatTemplateException.class)
        .hasMessageContaining("raise_exception");
  }

  @Test
  void a_base_model_without_a_template_is_refused() throws Exception {
    Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
    assertThatThrownBy(() -> ChatTemplate.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chat_template");
  }

  private ChatTemplate qwen() throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"bos_token\": null}");
    Files.writeString(
        folder.resolve("chat_template.jinja"), resource("qwen2.5-chat_template.jinja"));
    return ChatTemplate.read(folder);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ChatTemplateTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
