package dev.aischeduler.engine.submission;

import dev.aischeduler.engine.lane.Outlook;
import java.util.Map;

/**
 * What a submission would come to; nothing of it is stored.
 *
 * @param submitted the job that would be made, or the one that would be the answer
 * @param outlook when and where that job would run
 * @param work what its request asks for at most; see {@code TaskHandler.work}
 */
public record DryRun(Submitted submitted, Outlook outlook, Map<String, Long> work) {}
