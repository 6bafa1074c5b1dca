package dev.aischeduler.web.cli;

import dev.aischeduler.web.Version;
import dev.aischeduler.web.cli.access.AuditCommand;
import dev.aischeduler.web.cli.access.KeysCommand;
import dev.aischeduler.web.cli.bulk.BulkCommand;
import dev.aischeduler.web.cli.cluster.LanesCommand;
import dev.aischeduler.web.cli.cluster.NodesCommand;
import dev.aischeduler.web.cli.cluster.SystemJobsCommand;
import dev.aischeduler.web.cli.cluster.TenantsCommand;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.jobs.ActionCommand;
import dev.aischeduler.web.cli.jobs.CancelCommand;
import dev.aischeduler.web.cli.jobs.DeadLettersCommand;
import dev.aischeduler.web.cli.jobs.ImageCommand;
import dev.aischeduler.web.cli.jobs.LinkCommand;
import dev.aischeduler.web.cli.jobs.ListCommand;
import dev.aischeduler.web.cli.jobs.LlmCommand;
import dev.aischeduler.web.cli.jobs.StatusCommand;
import dev.aischeduler.web.cli.jobs.SubmitCommand;
import dev.aischeduler.web.cli.jobs.TtsCommand;
import dev.aischeduler.web.cli.jobs.WatchCommand;
import dev.aischeduler.web.cli.local.ConfigCommand;
import dev.aischeduler.web.cli.local.DbCommand;
import dev.aischeduler.web.cli.local.DemoCommand;
import dev.aischeduler.web.cli.local.DoctorCommand;
import dev.aischeduler.web.cli.local.ServeCommand;
import dev.aischeduler.web.cli.local.VersionCommand;
import dev.aischeduler.web.cli.models.ModelsCommand;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import dev.aischeduler.web.cli.schedule.ScheduleCommand;
import dev.aischeduler.web.cli.webhooks.WebhooksCommand;
import dev.aischeduler.web.cli.workflows.WorkflowCommand;
import dev.aischeduler.web.terminal.StandardStreams;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code ai_scheduler}: without a subcommand it serves. */
@Command(
    name = "ai_scheduler",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = AiScheduler.VersionText.class,
    description = {
      "Run LLM, speech and image inference side by side as durable jobs.",
      "Without a command it runs the server."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the job failed or was cancelled; a model is damaged; a copied database differs; the doctor"
          + " found something to fix",
      "2:wrong usage or configuration",
      "3:no server answers",
      "4:the server refused the request",
      "5:the server, the hub or a file could not be opened",
      "70:a part of the server failed and did not recover; restart it"
    },
    subcommands = {
      ServeCommand.class,
      LlmCommand.class,
      TtsCommand.class,
      ImageCommand.class,
      SubmitCommand.class,
      BulkCommand.class,
      WatchCommand.class,
      StatusCommand.class,
      LinkCommand.class,
      ListCommand.class,
      CancelCommand.class,
      ActionCommand.class,
      DeadLettersCommand.class,
      TenantsCommand.class,
      KeysCommand.class,
      AuditCommand.class,
      LanesCommand.class,
      ConfigCommand.class,
      DbCommand.class,
      ModelsCommand.class,
      NodesCommand.class,
      SystemJobsCommand.class,
      WebhooksCommand.class,
      WorkflowCommand.class,
      ScheduleCommand.class,
      DemoCommand.class,
      DoctorCommand.class,
      VersionCommand.class
    })
public final class AiScheduler implements Callable<Integer> {
  /** What Java puts in place of bytes that it cannot decode. */
  private static final char UNDECODED = '\uFFFD';

  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions settings = new SettingOptions();

  /**
   * Runs a command line on the process's own outputs; returns its exit code. Refuses arguments that
   * Java could not decode: they would be sent and stored as question marks.
   */
  public static int run(String... args) {
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!charset.equals("UTF-8")
        && Arrays.stream(args).anyMatch(arg -> arg.indexOf(UNDECODED) >= 0)) {
      PrintWriter err = StandardStreams.errors();
      err.println(
          "ai_scheduler: the arguments have characters that the locale's character set ("
              + charset
              + ") lacks; start the program by the launcher or set LC_ALL=C.UTF-8");
      err.flush();
      return ExitCodes.USAGE;
    }
    return run(StandardStreams.output(), StandardStreams.errors(), args);
  }

  /** Runs a command line on given outputs; returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new AiScheduler())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures())
        .setExecutionStrategy(AiScheduler::execute)
        .execute(args);
  }

  /** Refuses options before a command, which would have no effect there. */
  private static int execute(ParseResult line) {
    if (line.hasSubcommand() && !line.matchedOptions().isEmpty()) {
      String option = line.matchedOptions().get(0).longestName();
      String command = line.subcommand().commandSpec().name();
      throw new ParameterException(
          line.commandSpec().commandLine(),
          option
              + " must follow the command; write: ai_scheduler "
              + command
              + " "
              + option
              + " ...");
    }
    return new CommandLine.RunLast().execute(line);
  }

  @Override
  public Integer call() throws Exception {
    return ServeCommand.serve(settings, Outputs.out(spec));
  }

  /** The text of {@code --version}. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ai_scheduler " + Version.current()};
    }
  }
}
