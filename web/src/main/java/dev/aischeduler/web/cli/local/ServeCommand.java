package dev.aischeduler.web.cli.local;

import dev.aischeduler.config.loading.ResolvedSettings;
import dev.aischeduler.web.Application;
import dev.aischeduler.web.Home;
import dev.aischeduler.web.cli.exit.ExitCodes;
import dev.aischeduler.web.cli.options.Outputs;
import dev.aischeduler.web.cli.options.SettingOptions;
import dev.aischeduler.web.logging.LogSetup;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until the process is asked to end. */
@Command(name = "serve", description = "Run the server (the default command).")
public final class ServeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Override
  public Integer call() throws InterruptedException {
    return serve(settings, Outputs.out(spec));
  }

  /** Serves until SIGTERM or Ctrl-C, then shuts down gracefully. */
  public static int serve(SettingOptions options, PrintWriter out) throws InterruptedException {
    ResolvedSettings resolved = options.load();
    LogSetup.apply(resolved.settings().logging());
    resolved.warnings().forEach(LoggerFactory.getLogger(ServeCommand.class)::warn);
    Application application =
        Application.start(
            resolved.settings(),
            Home.ofProcess(),
            Clock.systemUTC(),
            problem -> end(problem, resolved.settings().server().drainS()));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  application.close();
                  ended.countDown();
                },
                "shutdown"));
    out.println("AI Scheduler is ready: " + application.address());
    out.flush();
    ended.await();
    return ExitCodes.OK;
  }

  /** Shuts down in order, or by force when the part that failed prevents that. */
  private static void end(String problem, int drainS) {
    LoggerFactory.getLogger(ServeCommand.class)
        .error(
            LogSetup.FATAL,
            "the process ends with exit code {} so that its supervisor restarts it: {}",
            ExitCodes.PART_LOST,
            problem);
    daemon(() -> System.exit(ExitCodes.PART_LOST));
    daemon(
        () -> {
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(drainS + 15L));
          Runtime.getRuntime().halt(ExitCodes.PART_LOST);
        });
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "part-lost");
    thread.setDaemon(true);
    thread.start();
  }
}
