package dev.aischeduler.web.openai;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.openai.OpenAiObjectStore;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.file.UploadedFiles;
import dev.aischeduler.jobs.model.cache.NodeModels;
import dev.aischeduler.web.api.ApiTools;
import dev.aischeduler.web.api.BulkParts;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.openai.batch.BatchResource;
import dev.aischeduler.web.openai.batch.FileResource;
import dev.aischeduler.web.openai.batch.OutputFiles;
import dev.aischeduler.web.openai.call.Calls;
import dev.aischeduler.web.openai.chat.ChatResource;
import dev.aischeduler.web.openai.media.ImageResource;
import dev.aischeduler.web.openai.media.SpeechResource;
import dev.aischeduler.web.openai.reply.RequestIds;
import dev.aischeduler.web.openai.responses.ResponsesResource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Puts the API in OpenAI's shape together. */
public final class OpenAi {
  private OpenAi() {}

  /**
   * What it works with, besides what all endpoints do.
   *
   * @param models of this node
   * @param bulk bulk runs, which batches are
   * @param files bytes of uploaded files
   * @param objects what is kept beside jobs and runs
   */
  public record Parts(
      Settings settings,
      NodeModels models,
      BulkParts bulk,
      UploadedFiles files,
      OpenAiObjectStore objects,
      Clock clock) {}

  /** Its endpoints. */
  public static List<Resource> resources(Parts parts, ApiTools tools) {
    JobService jobs = tools.jobs();
    Calls calls = new Calls(tools, parts.settings());
    OutputFiles outputs = new OutputFiles(parts.bulk(), parts.objects(), tools.links());
    Duration kept = Duration.ofDays(parts.settings().artifacts().retentionDays());
    return List.of(
        new RequestIds(),
        new ModelsResource(parts.settings(), parts.models(), parts.clock().instant()),
        new ChatResource(calls, jobs, parts.objects()),
        new ResponsesResource(calls, jobs, parts.objects()),
        new SpeechResource(calls, tools.sender()),
        new ImageResource(calls, tools.sender(), tools.links()),
        new FileResource(
            parts.files(), parts.objects(), outputs, tools.gate(), kept, parts.clock()),
        new BatchResource(parts.bulk(), parts.files(), parts.objects(), tools.gate()));
  }
}
