package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.jobs.Miniatures;
import dev.aischeduler.jobs.llm.LlmTask;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.catalogue.RepositoryRef;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.ManifestFile;
import dev.aischeduler.jobs.model.hub.http.HubHttp;
import dev.aischeduler.jobs.model.hub.http.Retry;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A fake hub with the miniatures on it, and a model folder to pull them into. */
final class HubFixture implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC);
  static final RepositoryRef LLM = new RepositoryRef("test/llm", "main");
  static final String WEIGHTS = "onnx/model.onnx";

  final FakeHub hub;
  final Path models;
  final List<String> notes = new ArrayList<>();
  final List<Duration> pauses = new ArrayList<>();
  private long free = Long.MAX_VALUE;
  private String token = "";

  HubFixture() {
    try {
      hub = new FakeHub().repository(LLM.repository(), Miniatures.MODELS.resolve("llm-mini"));
      models = Files.createTempDirectory("models");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HubFixture free(long bytes) {
    free = bytes;
    return this;
  }

  HubFixture token(String secret) {
    token = secret;
    return this;
  }

  /** A hub client that gives up after this many failures in a row, and waits for none of them. */
  ModelHub client(int attempts) {
    return client(attempts, ShippedTasks.modules().layouts());
  }

  /** The same for the models of these task types. */
  ModelHub client(int attempts, ModelLayouts layouts) {
    return new ModelHub(
        hub.endpoint(),
        new HubHttp(hub.endpoint(), token, Duration.ofSeconds(60)),
        new Retry(attempts, pauses::add),
        models,
        layouts,
        folder -> free,
        CLOCK);
  }

  Manifest pull(int attempts, String name) throws IOException, InterruptedException {
    return client(attempts).pull(LLM, LlmTask.TYPE, name, List.of(), listener());
  }

  Path staged(String file) {
    return models.resolve(".incoming").resolve("mine").resolve(file);
  }

  /** Whether an installed model has the miniature's bytes in every file that was fetched. */
  boolean isWhole(String name) throws IOException {
    Manifest manifest = Manifest.read(models.resolve(name)).orElseThrow();
    for (ManifestFile file : manifest.files()) {
      Path original = Miniatures.MODELS.resolve("llm-mini").resolve(file.path());
      if (Files.mismatch(original, models.resolve(name).resolve(file.path())) >= 0) {
        return false;
      }
    }
    return manifest.files().size() >= 4;
  }

  /** Names of the folders that an engine name could reach. */
  List<String> installed() throws IOException {
    try (Stream<Path> folders = Files.list(models)) {
      return folders.map(f -> f.getFileName().toString()).filter(f -> !f.startsWith(".")).toList();
    }
  }

  TransferListener listener() {
    return new TransferListener() {
      @Override
      public void started(String file, long size, long present) {}

      @Override
      public void advanced(long bytes) {}

      @Override
      public void finished(String file) {}

      @Override
      public void noted(String sentence) {
        notes.add(sentence);
      }
    };
  }

  @Override
  public void close() throws IOException {
    hub.close();
    try (Stream<Path> left = Files.walk(models)) {
      for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
