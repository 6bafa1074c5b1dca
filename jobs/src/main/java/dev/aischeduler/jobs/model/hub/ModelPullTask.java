package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.config.json.StrictJson;
import dev.aischeduler.engine.system.SystemContext;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.system.SystemTaskException;
import dev.aischeduler.engine.task.InvalidRequestException;
import dev.aischeduler.jobs.model.hub.files.DamagedModelException;
import dev.aischeduler.jobs.model.hub.files.Manifest;
import dev.aischeduler.jobs.model.hub.files.UnsafeFileException;
import dev.aischeduler.jobs.model.hub.http.HubException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls a model as a system job. A run after a crash, a stop or an error of the network resumes
 * where the transfer ended.
 */
public final class ModelPullTask implements SystemTask {
  /** Kind of these system jobs; the key of each is the name that the model is installed under. */
  public static final String KIND = "model-pull";

  private static final Logger LOG = LoggerFactory.getLogger(ModelPullTask.class);

  /** With pauses of 3 s to 12 minutes: about 18 minutes, besides the transfer's own tries. */
  private static final int RETRIES = 6;

  private final ModelHub hub;

  /** Pulls into the hub's folder. */
  public ModelPullTask(ModelHub hub) {
    this.hub = hub;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int retries() {
    return RETRIES;
  }

  @Override
  public String run(String document, SystemContext context) throws Exception {
    PullRequest request = StrictJson.read(document, PullRequest.class);
    String name = request.target();
    if (hub.isInstalled(name)) {
      // an earlier run installed it and ended before it could say so
      return hub.manifest(name).map(ModelPullTask::sentence).orElse(name + " is installed");
    }
    request
        .entry()
        .ifPresent(
            entry ->
                LOG.info(
                    "pull of {}: {}, licence {}, from {}",
                    name,
                    entry.title(),
                    entry.licence(),
                    entry.source()));
    try {
      return sentence(request.pull(hub, new PullProgress(name, context)));
    } catch (HubException e) {
      if (e.retryable()) {
        throw e;
      }
      throw permanent(e);
    } catch (DamagedModelException | UnsafeFileException | InvalidRequestException e) {
      throw permanent(e);
    }
  }

  private static SystemTaskException permanent(Exception e) {
    return new SystemTaskException(String.valueOf(e.getMessage()), e);
  }

  private static String sentence(Manifest manifest) {
    return "installed "
        + manifest.name()
        + " ("
        + manifest.type()
        + ", "
        + manifest.bytes()
        + " bytes, "
        + manifest.files().size()
        + " files, licence "
        + manifest.licence()
        + ")";
  }
}
