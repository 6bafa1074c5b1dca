package dev.aischeduler.jobs.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aischeduler.jobs.model.ModelLayouts;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.ManifestFile;
import dev.aischeduler.jobs.model.hub.http.HubClient;
import dev.aischeduler.jobs.model.hub.transfer.DiskSpace;
import dev.aischeduler.jobs.model.hub.transfer.FileTransfer;
import dev.aischeduler.jobs.model.hub.transfer.Staging;
import dev.aischeduler.jobs.model.hub.transfer.TransferListener;
import dev.aischeduler.jobs.model.hub.transfer.WantedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Carries out a plan: fetches and checks all files, then publishes the model. Thread-safe. */
final class ModelPuller {
  private static final long RESERVE = 64L << 20;
  private static final String GENERATION = "generation_config.json";

  private final HubClient hub;
  private final FileTransfer transfer;
  private final ModelLayouts layouts;
  private final DiskSpace disk;
  private final Clock clock;

  ModelPuller(
      HubClient hub, FileTransfer transfer, ModelLayouts layouts, DiskSpace disk, Clock clock) {
    this.layouts = layouts;
    this.hub = hub;
    this.transfer = transfer;
    this.disk = disk;
    this.clock = clock;
  }

  /** Fetches into a staging folder that the caller locked, and publishes it. */
  Manifest pull(PullPlan plan, Staging staging, TransferListener listener)
      throws IOException, InterruptedException {
    staging.keepOnly(plan.files());
    Path folder = Files.createDirectories(staging.folder());
    long missing = missing(plan, folder);
    disk.require(folder, missing + RESERVE);
    listener.planned(plan.files().size(), plan.bytes(), plan.bytes() - missing);
    List<ManifestFile> files = new ArrayList<>();
    for (WantedFile file : plan.files()) {
      Path target = folder.resolve(file.target());
      Files.createDirectories(target.getParent());
      files.add(transfer.fetch(hub.address(plan.source(), file.path()), file, target, listener));
    }
    JsonNode generation = plan.generationConfig();
    Path own = folder.resolve(GENERATION);
    if (generation != null && !Files.exists(own)) {
      Files.writeString(own, generation.toPrettyString());
      files.add(ManifestFile.of(GENERATION, own));
    }
    layouts.of(plan.type()).check(folder);
    Manifest manifest =
        new Manifest(
            plan.name(),
            plan.type().wireName(),
            plan.source().repository(),
            plan.source().revision(),
            plan.licence(),
            clock.instant(),
            files);
    manifest.write(folder);
    staging.publish();
    return manifest;
  }

  private static long missing(PullPlan plan, Path folder) throws IOException {
    long missing = plan.bytes();
    for (WantedFile file : plan.files()) {
      Path target = folder.resolve(file.target());
      missing -= Files.isRegularFile(target) ? Files.size(target) : FileTransfer.received(target);
    }
    return Math.max(0, missing);
  }
}
