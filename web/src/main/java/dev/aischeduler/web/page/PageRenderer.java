package dev.aischeduler.web.page;

import dev.aischeduler.web.access.Caller;
import dev.aischeduler.web.api.guard.RouteRoles;
import dev.aischeduler.web.api.reply.ApiException;
import dev.aischeduler.web.api.reply.ErrorPage;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.reply.Problems;
import dev.aischeduler.web.api.reply.Trace;
import dev.aischeduler.web.api.request.Accept;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pages from templates of {@code src/main/jte}. A page's template has two parameters, {@code
 * frame} and {@code view}. Thread-safe.
 */
public final class PageRenderer implements ErrorPage {
  private static final Logger LOG = LoggerFactory.getLogger(PageRenderer.class);

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Map<Language, Texts> texts = new EnumMap<>(Language.class);
  private final RouteRoles roles;
  private final SectionCounts counts;
  private final String node;
  private final String version;

  /**
   * A renderer.
   *
   * @param roles what each page asks of its reader
   * @param counts figures beside entries of the navigation
   * @param node name of this node
   * @param version version of the product
   */
  public PageRenderer(RouteRoles roles, SectionCounts counts, String node, String version) {
    this.roles = roles;
    this.counts = counts;
    this.node = node;
    this.version = version;
    for (Language language : Language.values()) {
      texts.put(language, Texts.of(language));
    }
  }

  /**
   * A handler that answers with a page. What goes wrong is a page too.
   *
   * @param template path below {@code src/main/jte}
   * @param view makes what the template shows
   */
  public Handler page(Section section, String template, Function<Context, ?> view) {
    return ctx -> {
      try {
        render(ctx, section, template, view.apply(ctx));
      } catch (RuntimeException e) {
        render(ctx, section, Problems.of(e, ctx));
      }
    };
  }

  /** {@inheritDoc} A reader who may not see a page, or asks for one that there is not. */
  @Override
  public boolean show(Context ctx, ApiException problem) {
    boolean wanted =
        ctx.method().equals(HandlerType.GET)
            && !Paths.isOfApi(ctx.path())
            && Accept.of(ctx.header("Accept")).prefers("text/html", "application/json");
    // whoever is not known gets no navigation, but the browser's question for a key
    if (!wanted || Caller.of(ctx).equals(Caller.NOBODY)) {
      return false;
    }
    try {
      render(ctx, Section.at(ctx.path()), problem);
      return true;
    } catch (RuntimeException e) {
      LOG.debug("no page can tell of {}: {}", problem.detail(), e.toString());
      return false;
    }
  }

  private void render(Context ctx, Section section, ApiException problem) {
    ctx.status(problem.status());
    if (problem.retryAfterS() != null) {
      ctx.header("Retry-After", String.valueOf(problem.retryAfterS()));
    }
    render(ctx, section, "problem.jte", Problems.document(problem, Trace.id(ctx)));
  }

  private void render(Context ctx, Section section, String template, Object view) {
    Utf8ByteOutput out = new Utf8ByteOutput();
    engine.render(template, Map.of("frame", frame(ctx, section), "view", view), out);
    ctx.contentType("text/html; charset=utf-8")
        .header("Vary", "HX-Request, Cookie, Accept-Language")
        .result(out.toByteArray());
  }

  private Set<Section> open(Caller caller) {
    Set<Section> open = EnumSet.allOf(Section.class);
    open.removeIf(
        section -> roles.of("GET " + section.path()).filter(a -> a.permits(caller)).isEmpty());
    return open;
  }

  private Frame frame(Context ctx, Section section) {
    Language language = Preferences.language(ctx);
    Texts t = Objects.requireNonNull(texts.get(language));
    String query = ctx.queryString();
    Caller caller = Caller.of(ctx);
    return new Frame(
        t,
        new Amounts(t),
        section,
        query == null ? ctx.path() : ctx.path() + "?" + query,
        Preferences.theme(ctx),
        caller,
        open(caller),
        counts.of(caller),
        "true".equals(ctx.header("HX-Request")),
        node,
        version);
  }
}
