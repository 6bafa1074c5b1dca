package dev.aischeduler.web.page;

import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.reply.Paths;
import dev.aischeduler.web.api.request.QueryParams;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Set;

/** A reader's language and theme, kept in cookies of the browser. */
public final class Preferences implements Resource {
  static final String PATH = "/preferences";
  private static final String LANGUAGE = "language";
  private static final String THEME = "theme";
  private static final int YEAR_S = 365 * 24 * 3600;

  @Override
  public void register(RoutesConfig routes) {
    routes.get(PATH, Preferences::set);
  }

  private static void set(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of(LANGUAGE, THEME, "back"));
    query.one(LANGUAGE).flatMap(Language::ofCode).ifPresent(l -> keep(ctx, LANGUAGE, l.code()));
    query.one(THEME).map(Theme::of).ifPresent(theme -> keep(ctx, THEME, theme.code()));
    String back = Paths.local(query.one("back").orElse(null));
    ctx.redirect(back, HttpStatus.SEE_OTHER);
  }

  private static void keep(Context ctx, String name, String value) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setMaxAge(YEAR_S);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.LAX);
    ctx.cookie(cookie);
  }

  /** The language that the reader chose, else the browser's. */
  static Language language(Context ctx) {
    return Language.ofCode(ctx.cookie(LANGUAGE))
        .orElseGet(() -> Language.ofHeader(ctx.header("Accept-Language")));
  }

  /** The theme that the reader chose. */
  static Theme theme(Context ctx) {
    return Theme.of(ctx.cookie(THEME));
  }
}
