package dev.aischeduler.engine.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aischeduler.engine.workflow.template.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionReaderTest {
  private final DefinitionReader reader = new DefinitionReader((step, inputs, problems) -> {});

  private static final String POEM =
      """
      name: poem
      inputs:
        topic: the sea
        pages: {type: list}
      steps:
        story:
          task: llm
          request: {prompt: "A poem about {{ inputs.topic }}"}
          retry: {max_attempts: 3, backoff_s: 1}
          priority: 7
          timeout_s: 60
        picture:
          task: image
          for_each: "{{ inputs.pages }}"
          limit: 2
          request: {prompt: "{{ item }}: {{ story.text }}"}
          on_failure: plain
        plain:
          task: image
          request: {prompt: grey}
        page:
          needs: [picture]
          when: "{{ story.text | length > 3 }}"
          html_page: {content: [{picture: "{{ picture }}"}]}
      outputs:
        page: "{{ page.artifact }}"
      """;

  @Test
  void steps_stand_behind_those_that_they_need() {
    WorkflowDefinition definition = reader.read(POEM);
    assertThat(definition.name()).isEqualTo("poem");
    assertThat(definition.order()).containsExactly("story", "picture", "plain", "page");
    assertThat(definition.step("picture").needs()).containsExactly("story");
    assertThat(definition.step("picture").fallback()).isEqualTo("plain");
    assertThat(definition.step("picture").limit()).isEqualTo(2);
    assertThat(definition.step("page").needs()).containsExactly("picture", "story");
    assertThat(definition.step("story").maxAttempts()).isEqualTo(3);
    assertThat(definition.step("story").retry().backoffS()).isEqualTo(1);
    assertThat(definition.inputs().get("pages").type()).isEqualTo(ValueType.LIST);
    assertThat(definition.affectedBy("picture"))
        .containsExactlyInAnyOrder("picture", "plain", "page");
  }

  @Test
  void steps_may_be_a_list_and_the_text_json() {
    WorkflowDefinition definition =
        reader.read(
            """
            {"name": "x", "steps": [
              {"name": "b", "task": "llm", "request": {"prompt": "{{ a.text }}"}},
              {"name": "a", "task": "llm", "request": {"prompt": "hello"}}]}""");
    assertThat(definition.order()).containsExactly("a", "b");
    assertThat(reader.read(definition.tree()).order()).containsExactly("a", "b");
  }

  /** Each line of the table: what is added to a step in line 4 and below, line, column, message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "task: llm\\nneeds: [b]#5#5#in a circle",
        "task: llm\\nneeds: c#5#5#unknown step 'c'; did you mean",
        "task: llm\\npriorty: 3#5#5#unknown field; did you mean \"priority\"?",
        "task: llm\\npriority: 12#5#5#from 0 to 9",
        "task: llm\\ntimeout_s: x#5#5#whole number from 1 to 86400",
        "task: llm\\nrequest: {prompt: '{{ inputs.topic }}'}#5#15#unknown input 'topic'",
        "task: llm\\nrequest: {prompt: '{{ item }}'}#5#15#only in a step with for_each",
        "task: llm\\nrequest: {prompt: '{{ bb.text }}'}#5#15#unknown step 'bb'; did you mean \"b\"?",
        "task: llm\\nrequest: {prompt: '{{ b.text'}#5#15#has a {{ without",
        "task: llm\\nfor_each: text#5#5#must be a list, but is a text",
        "task: llm\\nlimit: 2#5#5#for_each",
        "task: llm\\non_failure: stop#5#5#must be fail, continue or another step",
        "task: llm\\non_failure: a#5#5#names the step itself",
        "task: llm\\nretry: {factor: 100}#5#13#from 1 to 10",
        "task: llm\\nhtml_page: {}#5#5#unknown field",
        "needs: []#3#3#lacks task",
        "join_sound: 1\\nhtml_page: 2#3#3#more than one thing",
        "task: LLM 1#4#5#no task type",
      })
  void errors_name_line_and_column(String fields, int line, int column, String message) {
    String text =
        "name: x\nsteps:\n  a:\n    "
            + fields.replace("\\n", "\n    ")
            + "\n  b: {task: llm, needs: a}\n";
    List<DefinitionProblem> problems =
        catchThrowableOfType(InvalidDefinitionException.class, () -> reader.read(text)).problems();
    assertThat(problems.get(0).text()).contains(message);
    assertThat(List.of(problems.get(0).line(), problems.get(0).column()))
        .as(problems.get(0).text())
        .containsExactly(line, column);
  }

  @Test
  void a_circle_of_needs_is_told_with_its_steps() {
    assertThatThrownBy(
            () ->
                reader.read(
                    """
                    name: x
                    steps:
                      a: {task: llm, needs: c}
                      b: {task: llm, request: {prompt: "{{ a.text }}"}}
                      c: {task: llm, needs: [b]}
                    """))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("in a circle: a needs c needs b needs a")
        .hasMessageStartingWith("line 3, column ");
  }

  @Test
  void all_problems_are_told_at_once_in_the_order_of_the_text() {
    List<DefinitionProblem> problems =
        catchThrowableOfType(
                InvalidDefinitionException.class,
                () ->
                    reader.read(
                        """
                        steps:
                          a: {task: llm, needs: [no]}
                          1b: {task: llm}
                          item: {task: llm}
                        outputs: {x: "{{ nobody }}"}
                        color: red
                        """))
            .problems();
    assertThat(problems).hasSize(6).isSortedAccordingTo((a, b) -> a.line() - b.line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "name",
        "a: 1\n---\nb: 2",
        "name: &x y\nsteps: {a: *x}",
        "name: !!java.net.URL x",
        "{\"name\": 1, \"name\": 2}",
        "name: a\nname: b",
        "{\"name\"",
        "name: [",
        "\tname: x",
        "name: \"\\uD800\"",
        "name: \"a\\0\"",
        "{\"name\": NaN}",
        "name: x\nsteps: {}",
        "name: .inf\nsteps: {a: {task: llm}}",
      })
  void what_is_no_definition_is_refused(String text) {
    assertThatThrownBy(() -> reader.read(text)).isInstanceOf(InvalidDefinitionException.class);
  }

  @Test
  void hostile_sizes_are_refused() {
    String lol =
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]";
    StringBuilder many = new StringBuilder("name: x\nsteps:\n");
    for (int i = 0; i <= 1000; i++) {
      many.append("  s").append(i).append(": {task: llm}\n");
    }
    for (String hostile :
        List.of(
            lol,
            many.toString(),
            "name: " + "[".repeat(10_000),
            "{\"name\":" + "[".repeat(10_000),
            "name: " + "x".repeat(2_000_000),
            "name: x\nsteps: [" + "1,".repeat(200_000) + "1]")) {
      assertThatThrownBy(() -> reader.read(hostile)).isInstanceOf(InvalidDefinitionException.class);
    }
  }

  @Test
  void a_thousand_steps_in_a_row_are_read() {
    StringBuilder many = new StringBuilder("name: x\nsteps:\n");
    for (int i = 999; i >= 0; i--) {
      many.append("  s").append(i).append(": {task: llm");
      many.append(i == 0 ? "" : ", needs: s" + (i - 1)).append("}\n");
    }
    assertThat(reader.read(many.toString()).order()).hasSize(1000).startsWith("s0", "s1");
  }
}
