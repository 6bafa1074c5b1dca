package dev.aischeduler.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The help of every command is in one style. */
final class HelpTest {

  static Stream<CommandSpec> commands() {
    return commands(new CommandLine(new AiScheduler()).getCommandSpec());
  }

  private static Stream<CommandSpec> commands(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream().flatMap(c -> commands(c.getCommandSpec())));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_says_in_sentences_what_it_does(CommandSpec command) {
    String[] lines = command.usageMessage().description();
    assertThat(lines).as(command.qualifiedName()).isNotEmpty();
    // the first line is the summary in the list of commands
    assertThat(lines[0]).as(command.qualifiedName()).matches("[A-Z].*\\.");
    assertThat(String.join(" ", lines)).doesNotContainIgnoringCase("task");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void an_option_has_a_sentence_and_a_name_for_its_value(CommandSpec command) {
    for (ArgSpec arg : command.args()) {
      String name = command.qualifiedName() + " " + arg.paramLabel();
      assertThat(arg.description()).as(name).isNotEmpty();
      assertThat(List.of(arg.description()).get(0)).as(name).matches("[A-Z0-9$].*\\.");
      if (arg.arity().max() > 0) {
        assertThat(arg.paramLabel()).as(name).doesNotStartWith("<");
      }
    }
  }
}
