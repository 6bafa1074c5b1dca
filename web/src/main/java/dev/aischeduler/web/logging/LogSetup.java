package dev.aischeduler.web.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.aischeduler.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Sets the log up: console (standard error, so that the output of commands stays clean) and a file
 * that rolls daily and at a size, both as text or JSON. Of old files as many days and bytes are
 * kept as the settings say.
 */
public final class LogSetup {
  /** Marks an error that ends the process; logged with level ERROR. */
  public static final Marker FATAL = MarkerFactory.getMarker("FATAL");

  private static final long MIB = 1024 * 1024;
  private static final Map<String, Level> LEVELS =
      Map.of(
          "DEBUG", Level.DEBUG,
          "INFO", Level.INFO,
          "WARNING", Level.WARN,
          "ERROR", Level.ERROR,
          "FATAL", Level.ERROR);

  /** Libraries that talk at INFO; what matters in it, the product logs itself. */
  private static final List<String> CHATTY =
      List.of(
          "ai.djl",
          "com.cronutils",
          "com.zaxxer.hikari",
          "io.javalin",
          "org.eclipse.jetty",
          "org.flywaydb",
          "org.jdbi",
          "org.jobrunr",
          "org.quartz");

  /** Warns on every machine without a GPU, which is no fault; the product names its device. */
  private static final String GPU_PROBE = "ai.djl.util.cuda";

  /** Log every failed attempt with a stack trace; the engine logs it once, with its cause. */
  private static final List<String> TWICE =
      List.of(
          "org.jobrunr.server.BackgroundJobPerformer",
          "org.quartz.core.ErrorLogger",
          "org.quartz.impl.jdbcjobstore.JobStoreTX");

  private LogSetup() {}

  /**
   * Replaces the set-up of the whole process. Call it once, at start, before other threads log.
   *
   * @param logging validated settings; an empty file means console only
   */
  public static void apply(Settings.Logging logging) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Level level = LEVELS.getOrDefault(logging.level(), Level.INFO);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    Level quiet = level.isGreaterOrEqual(Level.WARN) ? level : nextAbove(level);
    CHATTY.forEach(name -> context.getLogger(name).setLevel(quiet));
    context.getLogger(GPU_PROBE).setLevel(Level.ERROR);
    TWICE.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    boolean fatalOnly = logging.level().equals("FATAL");
    boolean json = logging.format().equals("json");
    root.addAppender(start(console(), context, json, fatalOnly));
    if (!logging.file().isEmpty()) {
      OutputStreamAppender<ILoggingEvent> file =
          start(file(context, logging), context, json, fatalOnly);
      root.addAppender(file);
      if (!file.isStarted()) {
        root.warn(
            "log file {} cannot be written, logging to the console only; check that its folder"
                + " exists and may be written, or set logging.file",
            logging.file());
      }
    }
  }

  /** Console only, warnings and worse: until the settings are known, and for commands. */
  static void applyStartUp(LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    context.getLogger(GPU_PROBE).setLevel(Level.ERROR);
    root.addAppender(start(console(), context, false, false));
  }

  private static Level nextAbove(Level level) {
    return level.equals(Level.DEBUG) ? Level.INFO : Level.WARN;
  }

  private static ConsoleAppender<ILoggingEvent> console() {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setName("console");
    console.setTarget("System.err");
    return console;
  }

  private static RollingFileAppender<ILoggingEvent> file(
      LoggerContext context, Settings.Logging logging) {
    String path = logging.file();
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setName("file");
    file.setContext(context);
    file.setFile(path);
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(file);
    rolling.setFileNamePattern(path + ".%d{yyyy-MM-dd}.%i.gz");
    rolling.setMaxFileSize(new FileSize(logging.fileMb() * MIB));
    rolling.setTotalSizeCap(new FileSize(logging.totalMb() * MIB));
    rolling.setMaxHistory(logging.keepDays());
    rolling.start();
    file.setRollingPolicy(rolling);
    return file;
  }

  private static OutputStreamAppender<ILoggingEvent> start(
      OutputStreamAppender<ILoggingEvent> appender,
      LoggerContext context,
      boolean json,
      boolean fatalOnly) {
    LayoutBase<ILoggingEvent> layout = json ? new JsonLine() : new LogLine();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    if (fatalOnly) {
      FatalFilter filter = new FatalFilter();
      filter.start();
      appender.addFilter(filter);
    }
    appender.start();
    return appender;
  }
}
