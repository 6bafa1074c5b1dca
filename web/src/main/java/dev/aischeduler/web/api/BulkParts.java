package dev.aischeduler.web.api;

import dev.aischeduler.engine.bulkrun.BulkRuns;
import dev.aischeduler.engine.bulkrun.results.BulkResults;
import dev.aischeduler.engine.bulkrun.results.BulkSummary;
import dev.aischeduler.engine.run.Runs;

/** What the endpoints of bulk runs work with. */
public record BulkParts(
    Runs runs, BulkRuns bulk, BulkResults results, BulkSummary.Maker summaries) {}
