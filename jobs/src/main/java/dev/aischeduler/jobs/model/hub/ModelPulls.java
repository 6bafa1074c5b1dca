package dev.aischeduler.jobs.model.hub;

import dev.aischeduler.engine.refusal.ConflictException;
import dev.aischeduler.engine.system.SystemJob;
import dev.aischeduler.engine.system.SystemJobs;
import dev.aischeduler.engine.task.InvalidRequestException;

/** Pulls models as system jobs, one at a time for a name. Thread-safe. */
public final class ModelPulls {
  private final ModelHub hub;
  private final SystemJobs system;

  /**
   * Pulls into the hub's folder.
   *
   * @param system does {@link ModelPullTask}
   */
  public ModelPulls(ModelHub hub, SystemJobs system) {
    this.hub = hub;
    this.system = system;
  }

  /**
   * Has a model pulled.
   *
   * @return the system job that does it, which may be under way already
   * @throws InvalidRequestException names the field
   * @throws ConflictException when a model of the name is installed, or another is being pulled
   */
  public SystemJob start(PullRequest request) {
    request.check(hub.layouts());
    String name = request.target();
    if (hub.isInstalled(name)) {
      throw new ConflictException(
          "a model '" + name + "' is installed already; remove it first, or choose another name");
    }
    SystemJob job = system.enqueueOnce(ModelPullTask.KIND, name, request.toJson());
    if (!job.document().equals(request.toJson())) {
      throw new ConflictException(
          "another model is being pulled as '"
              + name
              + "' by system job "
              + job.id()
              + "; cancel that, or choose another name");
    }
    return job;
  }
}
