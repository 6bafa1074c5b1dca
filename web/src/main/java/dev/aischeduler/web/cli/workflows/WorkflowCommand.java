package dev.aischeduler.web.cli.workflows;

import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.RemoteOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts workflows, shows and controls them. */
@Command(
    name = "workflow",
    description = "Run a graph of jobs that use one another's results, and control it.",
    subcommands = {
      WorkflowRunCommand.class,
      WorkflowListCommand.class,
      WorkflowCommand.Status.class,
      WorkflowCommand.Graph.class,
      WorkflowCommand.Jobs.class,
      WorkflowCommand.Pause.class,
      WorkflowCommand.Resume.class,
      WorkflowCommand.Cancel.class,
      WorkflowCommand.Restart.class,
      WorkflowCommand.Rerun.class,
      WorkflowOutputsCommand.class
    })
public final class WorkflowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "name what to do, such as: run FILE");
  }

  /** A command on one workflow. */
  abstract static class OnOne implements Callable<Integer> {
    @Mixin RemoteOptions remote = new RemoteOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the workflow.")
    String id = "";

    final int post(String action, @Nullable Object body) {
      return WorkflowText.print(
          remote, remote.client().post(WorkflowText.path(id) + "/" + action, body, Map.of()));
    }
  }

  /** Shows a workflow. */
  @Command(name = "status", description = "Show a workflow and the states of its steps.")
  static final class Status extends OnOne {
    @Override
    public Integer call() {
      return WorkflowText.print(remote, remote.client().get(WorkflowText.path(id)));
    }
  }

  /** Draws a workflow. */
  @Command(name = "graph", description = "Draw the steps of a workflow as a tree with states.")
  static final class Graph extends OnOne {
    private static final List<String> FORMATS = List.of("tree", "mermaid", "dot");

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "tree",
        description =
            "How: tree (default), mermaid (text that many pages draw) or dot (text for Graphviz).")
    private String format = "tree";

    @Override
    public Integer call() {
      if (!FORMATS.contains(format)) {
        throw new BadValueException(
            "--format: '" + format + "' must be one of " + String.join(", ", FORMATS));
      }
      String path = WorkflowText.path(id) + "/graph";
      if (!format.equals("tree")) {
        byte[] text = remote.client().download(path + "?format=" + format);
        remote.out().print(new String(text, StandardCharsets.UTF_8));
        remote.out().flush();
        return ExitCodes.OK;
      }
      return remote.print(remote.client().get(path), graph -> new GraphTree(graph).text());
    }
  }

  /** Lists the jobs of a workflow. */
  @Command(name = "jobs", description = "List the jobs of a workflow with their steps.")
  static final class Jobs extends OnOne {
    @Option(
        names = "--after",
        paramLabel = "N",
        defaultValue = "0",
        description = "Only those behind number N (default: 0).")
    private int after;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "At most N (default: 50).")
    private int limit = 50;

    @Override
    public Integer call() {
      String path = WorkflowText.path(id) + "/jobs?after=" + after + "&limit=" + limit;
      return remote.printAll(remote.client().get(path), "jobs", WorkflowText.JOBS);
    }
  }

  /** Pauses a workflow. */
  @Command(
      name = "pause",
      description = "Begin no further step until it is resumed; its jobs go on.")
  static final class Pause extends OnOne {
    @Override
    public Integer call() {
      return post("pause", null);
    }
  }

  /** Resumes a workflow. */
  @Command(name = "resume", description = "Go on with a paused workflow.")
  static final class Resume extends OnOne {
    @Override
    public Integer call() {
      return post("resume", null);
    }
  }

  /** Cancels a workflow. */
  @Command(name = "cancel", description = "End a workflow and cancel its jobs.")
  static final class Cancel extends OnOne {
    @Override
    public Integer call() {
      return post("cancel", null);
    }
  }

  /** Restarts a workflow. */
  @Command(
      name = "restart",
      description = "Go on with a workflow that failed or was cancelled; what was done is kept.")
  static final class Restart extends OnOne {
    @Override
    public Integer call() {
      return post("restart", null);
    }
  }

  /** Does steps again. */
  @Command(name = "rerun", description = "Do a step again, and every step that needs it.")
  static final class Rerun extends OnOne {
    @Parameters(index = "1", paramLabel = "STEP", description = "The step to begin from.")
    private String step = "";

    @Override
    public Integer call() {
      return post("rerun", Map.of("step", step));
    }
  }
}
