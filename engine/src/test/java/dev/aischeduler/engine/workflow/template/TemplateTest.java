package dev.aischeduler.engine.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
  private static final JsonNode VALUES =
      StrictJson.tree(
          """
          {"inputs": {"topic": "the sea", "n": 3, "on": true, "list": ["a", "b"], "x y": 1},
           "story": {"task_id": "t", "text": " one\\n\\ntwo ", "words": 2},
           "page": [{"task_id": "p0", "text": "P0"}, {"task_id": "p1", "text": "P1"}],
           "data": {"text": "{\\"k\\": [1, 2]}"}}""");

  private static final Function<String, JsonNode> NAMES = VALUES::path;

  private static Template template(String json) {
    List<String> problems = new ArrayList<>();
    Template template =
        Template.of(StrictJson.tree(json), "here", (path, what) -> problems.add(path + " " + what));
    assertThat(problems).isEmpty();
    return template;
  }

  private static JsonNode text(String text) {
    List<String> problems = new ArrayList<>();
    Template template =
        Template.of(TextNode.valueOf(text), "here", (path, what) -> problems.add(what));
    assertThat(problems).isEmpty();
    return template.expandToTexts(NAMES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ inputs.topic }}#\"the sea\"",
        "{{ inputs.n }}#3",
        "{{inputs.list}}#[\"a\",\"b\"]",
        "{{ inputs['x y'] }}#1",
        "{{ inputs.list[-1] }}#\"b\"",
        "{{ page[1] }}#\"P1\"",
        "{{ page[1].task_id }}#\"p1\"",
        "{{ page }}#[\"P0\",\"P1\"]",
        "{{ page | length }}#2",
        "{{ page | first }}#\"P0\"",
        "{{ page | last }}#\"P1\"",
        "{{ page | join(' + ') }}#\"P0 + P1\"",
        "{{ story | lines }}#[\"one\",\"two\"]",
        "{{ story.text | trim }}#\"one\\n\\ntwo\"",
        "{{ inputs.n | range }}#[1,2,3]",
        "{{ data.text | json }}#{\"k\":[1,2]}",
        "{{ (data.text | json).k[1] }}#2",
        "{{ nothing.at.all | default('else') }}#\"else\"",
        "{{ inputs.n > 2 and not (inputs.topic == 'x') }}#true",
        "{{ inputs.n >= 3.5 or inputs.topic < 'a' }}#false",
        "{{ story.words != 2 }}#false",
        "{{ '{{ }}' }}#\"{{ }}\"",
        "{{ \"it\\'s\" }}#\"it's\"",
      })
  void one_expression_keeps_the_type_of_its_value(String text, String value) {
    assertThat(text(text)).isEqualTo(StrictJson.tree(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "about {{ inputs.topic }}, {{ inputs.n }} times#about the sea, 3 times",
        "{{ page[0] }}{{ page[1] }}#P0P1",
        "list: {{ inputs.list }}#list: [\"a\",\"b\"]",
        "no braces }} here#no braces }} here",
      })
  void in_a_text_values_are_written_as_texts(String text, String value) {
    assertThat(text(text).asText()).isEqualTo(value);
  }

  @Test
  void values_that_hold_braces_are_not_read_again() {
    JsonNode hostile = StrictJson.tree("{\"inputs\": {\"topic\": \"{{ inputs.secret }}\"}}");
    Template template = template("\"say {{ inputs.topic }}\"");
    assertThat(template.expand(hostile::path).asText()).isEqualTo("say {{ inputs.secret }}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ story.title }}#has no value",
        "{{ nowhere }}#has no value",
        "{{ inputs.n | lines }}#needs a text",
        "{{ inputs.topic | first }}#needs a list",
        "{{ story.text | json }}#not valid JSON",
        "{{ inputs.n < 'a' }}#compares two numbers or two texts",
        "{{ 1000000 | range }}#from 0 to 10000",
      })
  void a_value_that_is_not_there_is_told(String text, String why) {
    assertThatThrownBy(() -> text(text))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ }}",
        "{{ a",
        "{{ a. }}",
        "{{ a[1 }}",
        "{{ a b }}",
        "{{ a | nothing }}",
        "{{ a | join }}",
        "{{ a + 1 }}",
        "{{ 'open }}",
        "{{ ) }}",
        "{{ and }}",
        "{{ a | default(b) }}",
        "{{ a == }}",
      })
  void what_is_no_expression_is_told_at_its_path(String text) {
    List<String> problems = new ArrayList<>();
    JsonNode object = StrictJson.tree("{\"a\": [0]}");
    ((com.fasterxml.jackson.databind.node.ArrayNode) object.get("a")).add(text);
    Template.of(object, "request", (path, what) -> problems.add(path));
    assertThat(problems).containsExactly("request.a[1]");
  }

  @Test
  void deep_and_long_expressions_are_refused() {
    List<String> problems = new ArrayList<>();
    for (String hostile :
        List.of(
            "{{ " + "(".repeat(900) + "a" + ")".repeat(900) + " }}",
            "{{ " + "not ".repeat(400) + "a }}",
            "{{ " + "a[".repeat(500) + "0" + "]".repeat(500) + " }}",
            "{{ '" + "x".repeat(3000) + "' }}")) {
      Template.of(TextNode.valueOf(hostile), "p", (path, what) -> problems.add(what));
    }
    assertThat(problems).hasSize(4);
  }

  @Test
  void an_expansion_beyond_two_million_characters_is_refused() {
    String much = "x".repeat(300_000);
    Template template = template("\"" + "{{ inputs }}".repeat(10) + "\"");
    assertThatThrownBy(() -> template.expand(name -> TextNode.valueOf(much)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("2000000");
  }

  @Test
  void names_and_inputs_are_known_without_values() {
    Template template =
        template(
            """
            {"prompt": "{{ story.text }} {{ inputs.topic }}", "n": "{{ page[index].x | default(1) }}",
             "fixed": 1}""");
    assertThat(template.names()).containsExactly("index", "inputs", "page", "story");
    assertThat(template.values().get(1).members("inputs")).containsExactly("topic");
    assertThat(template.values().get(1).path()).isEqualTo("here.prompt");
    assertThat(template("\"{{ inputs.n }}\"").type(name -> ValueType.NUMBER))
        .isEqualTo(ValueType.NUMBER);
    assertThat(template("\"{{ inputs.n }}!\"").type(name -> ValueType.NUMBER))
        .isEqualTo(ValueType.TEXT);
    assertThat(template("\"{{ a == 1 }}\"").type(name -> ValueType.ANY))
        .isEqualTo(ValueType.BOOLEAN);
  }

  @Test
  void a_condition_holds_unless_it_is_false_nothing_zero_or_empty() {
    assertThat(template("\"{{ inputs.on }}\"").holds(NAMES)).isTrue();
    assertThat(template("\"{{ story.words > 1 }}\"").holds(NAMES)).isTrue();
    assertThat(template("\"{{ nothing }}\"").holds(name -> MissingNode.getInstance())).isFalse();
    assertThat(template("\"{{ story.words == 0 }}\"").holds(NAMES)).isFalse();
    assertThat(template("false").holds(NAMES)).isFalse();
  }
}
