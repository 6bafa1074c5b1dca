package dev.aischeduler.engine.submission;

import dev.aischeduler.db.webhook.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A submission that was checked.
 *
 * @param request its request document as it will be stored
 * @param callback where it reports to; null for nowhere
 */
record CheckedSubmission(Submission submission, String request, @Nullable Callback callback) {}
