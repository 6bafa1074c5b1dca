package dev.aischeduler.web.page.login;

import dev.aischeduler.web.api.LoginResource;
import dev.aischeduler.web.api.Resource;
import dev.aischeduler.web.api.request.QueryParams;
import dev.aischeduler.web.page.PageRenderer;
import dev.aischeduler.web.page.Section;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** Asks for a key. The form needs no script. */
public final class LoginPage implements Resource {
  /** Kinds of refusals that have words of their own. */
  private static final Set<String> EXPLAINED =
      Set.of(
          "too-many-attempts",
          "quota-exceeded",
          "no-session",
          "sso-refused",
          "sso-failed",
          "sso-away");

  private final PageRenderer renderer;
  private final boolean sso;

  /**
   * The page.
   *
   * @param sso whether users can log in by an OpenID provider
   */
  public LoginPage(PageRenderer renderer, boolean sso) {
    this.renderer = renderer;
    this.sso = sso;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get(LoginResource.LOGIN, renderer.page(Section.OVERVIEW, "login.jte", this::view));
  }

  private LoginView view(Context ctx) {
    QueryParams query = new QueryParams(ctx, Set.of(LoginResource.FAILED, LoginResource.NEXT));
    String failed =
        query
            .one(LoginResource.FAILED)
            .map(kind -> "login.failed." + (EXPLAINED.contains(kind) ? kind : "unknown"))
            .orElse(null);
    return new LoginView(failed, query.one(LoginResource.NEXT).orElse("/"), sso);
  }
}
