package dev.aischeduler.engine.submission;

/**
 * A submission that was checked.
 *
 * @param request its request document as it will be stored
 */
record CheckedSubmission(Submission submission, String request) {}
