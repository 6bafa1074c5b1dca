package dev.aischeduler.web.openai.batch;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a batch beside its run.
 *
 * @param inputFileId the file that was run
 * @param endpoint that its lines are for
 * @param metadata what the client keeps with it; null for none
 */
record BatchTerms(String inputFileId, String endpoint, @Nullable JsonNode metadata) {}
