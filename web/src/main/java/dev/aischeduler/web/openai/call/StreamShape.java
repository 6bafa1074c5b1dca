package dev.aischeduler.web.openai.call;

import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.sse.EventWriter;
import java.util.List;

/**
 * How a stream of text looks to its client. Called by one thread at a time. Positions are the
 * characters of each choice that the client has after what is written.
 */
public interface StreamShape {
  /** Writes what stands before the text. */
  void begin(EventWriter to);

  /** Writes a piece of the text of a choice. */
  void text(int choice, String piece, List<Integer> positions, EventWriter to);

  /** Writes the end of a choice, whose text was written. */
  void end(int choice, JobDetails job, List<Integer> positions, EventWriter to);

  /** Writes what stands behind the last choice. */
  void complete(List<JobDetails> jobs, List<Integer> positions, EventWriter to);

  /** Writes that the stream ends before its time. */
  void failed(ApiException why, EventWriter to);
}
