package dev.aischeduler.web.api;

import dev.aischeduler.db.run.Run;
import dev.aischeduler.jobs.tts.audio.BulkSound;
import dev.aischeduler.jobs.tts.audio.Gaps;
import dev.aischeduler.jobs.tts.audio.JoinedSound;
import dev.aischeduler.jobs.tts.caption.CaptionFormat;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Replies;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** All sounds of a bulk run as one, with its chapters and captions, also while the run goes on. */
final class BulkSoundResource implements Resource {
  private static final Set<String> PARAMETERS =
      Set.of("gap_ms", "chapter_gap_ms", "after", "limit");

  private final BulkParts parts;

  BulkSoundResource(BulkParts parts) {
    this.parts = parts;
  }

  @Override
  public void register(RoutesConfig routes) {
    String run = Paths.BULK + "/{run_id}";
    routes.get(run + "/sound.wav", this::wav);
    routes.get(run + "/sound.vtt", ctx -> captions(ctx, CaptionFormat.VTT));
    routes.get(run + "/sound.srt", ctx -> captions(ctx, CaptionFormat.SRT));
    routes.get(
        run + "/chapters.vtt",
        ctx -> text(ctx, CaptionFormat.VTT, "chapters.vtt", sound(ctx, "chapters.vtt").chapters()));
    routes.get(
        run + "/chapters.json",
        ctx -> Replies.json(ctx, 200, sound(ctx, "chapters.json").toJson()));
  }

  private void wav(Context ctx) {
    JoinedSound wav = sound(ctx, "sound.wav").wav();
    attached(ctx, "audio/wav", "sound.wav");
    ctx.header("Content-Length", String.valueOf(wav.size()));
    // written and closed by the ResponseWriter
    ctx.result(wav);
  }

  private void captions(Context ctx, CaptionFormat format) {
    String name = "sound." + format.ending();
    text(ctx, format, name, sound(ctx, name).captions(format));
  }

  private static void text(Context ctx, CaptionFormat format, String name, String content) {
    attached(ctx, format.mediaType() + "; charset=utf-8", name);
    ctx.result(content);
  }

  private static void attached(Context ctx, String type, String name) {
    ctx.contentType(type).header("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private BulkSound sound(Context ctx, String file) {
    Run run = RunLookup.bulk(parts.runs(), ctx);
    QueryParams query = new QueryParams(ctx, PARAMETERS);
    int gapMs = query.number("gap_ms", 0, Gaps.MAX_MS, Gaps.DEFAULT_MS);
    int limit = query.number("limit", 1, BulkSound.MOST_SOUNDS, BulkSound.MOST_SOUNDS);
    BulkSound.Options options =
        new BulkSound.Options(
            gapMs,
            query.number("chapter_gap_ms", 0, Gaps.MAX_MS, gapMs),
            query.number("after", 0, 999_999_999, 0),
            limit);
    BulkSound sound = BulkSound.of(parts.results().rows(), run.id(), options);
    if (sound == null) {
      throw ApiException.notFound(
              "the run has made no sounds"
                  + (options.after() > 0 ? " beyond item " + options.after() : " yet"))
          .remedy("look at its items, or ask again when some have succeeded");
    }
    if (sound.next() != null) {
      ctx.header("Link", "<" + next(run, file, options, sound.next()) + ">; rel=\"next\"");
    }
    return sound;
  }

  private static String next(Run run, String file, BulkSound.Options options, int after) {
    return Paths.BULK
        + "/"
        + run.id()
        + "/"
        + file
        + "?after="
        + after
        + "&limit="
        + options.limit()
        + "&gap_ms="
        + options.gapMs()
        + "&chapter_gap_ms="
        + options.chapterGapMs();
  }
}
