package dev.aischeduler.web.api.http;

import io.javalin.http.Context;
import java.util.Arrays;

/** The header Vary: which headers of a request an answer depends on. */
public final class Vary {
  private static final String NAME = "Vary";

  private Vary() {}

  /** Adds a header of the request, unless it is named already. */
  public static void on(Context ctx, String header) {
    String before = ctx.res().getHeader(NAME);
    if (before == null) {
      ctx.header(NAME, header);
    } else if (Arrays.stream(before.split(",", -1))
        .noneMatch(name -> name.strip().equalsIgnoreCase(header))) {
      ctx.header(NAME, before + ", " + header);
    }
  }
}
