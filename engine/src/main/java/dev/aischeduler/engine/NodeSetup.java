package dev.aischeduler.engine;

import dev.aischeduler.config.Settings;
import dev.aischeduler.db.Database;
import dev.aischeduler.db.artifact.ArtifactStore;
import dev.aischeduler.engine.device.Devices;
import dev.aischeduler.engine.system.SystemTask;
import dev.aischeduler.engine.task.TaskHandler;
import dev.aischeduler.engine.trace.Traces;
import dev.aischeduler.engine.webhook.WebhookParts;
import dev.aischeduler.engine.workflow.step.StepAction;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a node is started with.
 *
 * @param handlers of the task types that it knows
 * @param devices that the handlers use
 * @param systemTasks kinds of system jobs besides the engine's own
 * @param actions kinds of workflow steps that are no job, besides the engine's own
 * @param webhooks what ends of jobs and runs are reported with
 * @param traces makes the spans of jobs
 * @param lost is called once when a part does not recover
 */
record NodeSetup(
    Settings settings,
    Database database,
    ArtifactStore artifacts,
    List<TaskHandler<?>> handlers,
    Devices devices,
    List<SystemTask> systemTasks,
    List<StepAction> actions,
    WebhookParts webhooks,
    Traces traces,
    Consumer<String> lost,
    Clock clock) {}
