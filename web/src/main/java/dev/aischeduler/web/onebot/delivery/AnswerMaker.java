package dev.aischeduler.web.onebot.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.aischeduler.config.json.Json;
import dev.aischeduler.db.artifact.Artifact;
import dev.aischeduler.db.bot.BotMessage;
import dev.aischeduler.db.bot.BotMessageKind;
import dev.aischeduler.db.job.Job;
import dev.aischeduler.db.job.JobStatus;
import dev.aischeduler.engine.JobService;
import dev.aischeduler.engine.lane.JobDetails;
import dev.aischeduler.web.onebot.conversation.BotLanguage;
import dev.aischeduler.web.onebot.conversation.BotTexts;
import dev.aischeduler.web.onebot.protocol.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes the answer to a message of what its job made. The same job gives the same answer, so that
 * an answer that was sent in part goes on. Thread-safe.
 */
final class AnswerMaker {
  /** Of the files of an answer together; QQ takes no more. */
  private static final long MOST_BYTES = 20L << 20;

  private final JobService jobs;
  private final BotTexts texts;
  private final TextSplitter splitter;

  /**
   * @param chars of one message
   */
  AnswerMaker(JobService jobs, BotTexts texts, int chars) {
    this.jobs = jobs;
    this.texts = texts;
    this.splitter = new TextSplitter(chars);
  }

  /** The messages of the answer, at least one; empty when its job is gone. */
  Optional<List<AnswerPart>> parts(BotMessage message) {
    if (message.jobId() == null) {
      return Optional.of(text(message, String.valueOf(message.answer())));
    }
    return jobs.find(message.jobId()).map(details -> parts(message, details));
  }

  private List<AnswerPart> parts(BotMessage message, JobDetails details) {
    Job job = details.job();
    BotLanguage language = BotLanguage.of(message.language());
    String id = job.id().toString();
    if (job.status() == JobStatus.CANCELLED) {
      return text(message, texts.of(language, "stopped", id));
    }
    if (job.status() != JobStatus.SUCCEEDED) {
      String why = job.errorType() == null ? "error" : job.errorType();
      return text(message, texts.of(language, "failed", why, id));
    }
    if (message.kind() == BotMessageKind.CHAT) {
      String answer = resultText(job);
      return text(message, answer.isBlank() ? texts.of(language, "no_text") : answer);
    }
    boolean picture = message.kind() == BotMessageKind.PICTURE;
    List<Artifact> files =
        details.artifacts().stream()
            .filter(file -> file.mediaType().startsWith(picture ? "image/" : "audio/"))
            .toList();
    long bytes = files.stream().mapToLong(Artifact::size).sum();
    if (files.isEmpty() || bytes > MOST_BYTES) {
      return text(message, texts.of(language, "no_file", id));
    }
    List<Segment> segments = new ArrayList<>();
    if (picture) {
      segments.add(Segment.reply(message.messageId()));
      files.forEach(file -> segments.add(Segment.file(Segment.IMAGE, base64(file))));
    } else {
      // QQ takes nothing else beside a recording
      segments.add(Segment.file(Segment.RECORD, base64(files.get(0))));
    }
    return List.of(new AnswerPart(segments));
  }

  /** The first message quotes what it answers. */
  private List<AnswerPart> text(BotMessage message, String text) {
    List<AnswerPart> parts = new ArrayList<>();
    for (String piece : splitter.split(text)) {
      Segment content = Segment.text(piece);
      parts.add(
          new AnswerPart(
              parts.isEmpty()
                  ? List.of(Segment.reply(message.messageId()), content)
                  : List.of(content)));
    }
    return parts;
  }

  private static String resultText(Job job) {
    try {
      return Json.mapper().readTree(String.valueOf(job.result())).path("text").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the result of job " + job.id() + " is no JSON", e);
    }
  }

  private String base64(Artifact file) {
    try (InputStream in = jobs.open(file)) {
      return Base64.getEncoder().encodeToString(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("artifact " + file.name() + " cannot be read", e);
    }
  }
}
