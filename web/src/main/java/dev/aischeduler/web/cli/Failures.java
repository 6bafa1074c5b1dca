package dev.aischeduler.web.cli;

import dev.aischeduler.config.loading.SettingsException;
import dev.aischeduler.db.artifact.ArtifactContentException;
import dev.aischeduler.db.failure.DatabaseException;
import dev.aischeduler.jobs.model.hub.catalogue.ModelNameException;
import dev.aischeduler.web.api.ListenException;
import dev.aischeduler.web.cli.exit.BadValueException;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.exit.FileErrors;
import dev.aischeduler.web.client.RefusedException;
import dev.aischeduler.web.client.ServerUnreachableException;
import dev.aischeduler.web.tls.TlsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints an error as one sentence on standard error and chooses the exit code. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    int code = code(e);
    if (code < 0) {
      throw e;
    }
    command.getErr().println("ai_scheduler: " + sentence(e));
    command.getErr().flush();
    return code;
  }

  private static int code(Exception e) {
    if (e instanceof RefusedException refused) {
      return refused.ofJob() ? ExitCodes.JOB_FAILED : ExitCodes.REFUSED;
    }
    if (e instanceof ServerUnreachableException) {
      return ExitCodes.UNREACHABLE;
    }
    if (e instanceof SettingsException
        || e instanceof BadValueException
        || e instanceof ModelNameException
        || e instanceof InvalidPathException) {
      return ExitCodes.USAGE;
    }
    boolean start =
        e instanceof DatabaseException
            || e instanceof ArtifactContentException
            || e instanceof ListenException
            || e instanceof TlsException
            || e instanceof IOException
            || e instanceof UncheckedIOException;
    return start ? ExitCodes.CANNOT_START : -1;
  }

  private static String sentence(Exception e) {
    if (e instanceof IOException io) {
      return FileErrors.sentence(io);
    }
    if (e instanceof InvalidPathException path) {
      return "\"" + path.getInput() + "\" is not the name of a file: " + path.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
