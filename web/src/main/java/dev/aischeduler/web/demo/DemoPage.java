package dev.aischeduler.web.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The HTML page that shows the results of a demonstration. */
final class DemoPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>AI Scheduler: demonstration</title>
      <style>
      :root { color-scheme: light dark }
      body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
      main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 1rem }
      article { border: 1px solid #8886; border-radius: .8rem; padding: 1rem }
      h2 { font-size: 1rem; margin: 0 0 .5rem }
      p { margin: .4rem 0; white-space: pre-wrap }
      small { opacity: .7 }
      img, audio { width: 100%; border-radius: .5rem }
      </style>
      </head>
      <body>
      <h1>AI Scheduler: demonstration</h1>
      <main>
      """;

  private DemoPage() {}

  /**
   * Returns the page. It refers to the files of the results by name, so they must be in its folder.
   *
   * @param finished each job with its status as the REST API returns it
   */
  static String write(Map<DemoTask, JsonNode> finished) {
    StringBuilder page = new StringBuilder(HEAD);
    finished.forEach(
        (task, answer) ->
            page.append("<article><h2>")
                .append(escape(task.label()))
                .append("</h2><p><small>")
                .append(escape(task.wish()))
                .append("</small></p>")
                .append(result(task, answer))
                .append("<p><small>")
                .append(escape(DemoFigures.of(answer)))
                .append("</small></p></article>\n"));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String result(DemoTask task, JsonNode answer) {
    if (task.file().endsWith(".wav")) {
      return "<audio controls src=\"" + task.file() + "\"></audio>";
    }
    if (task.file().endsWith(".png")) {
      return "<img src=\"" + task.file() + "\" alt=\"" + escape(task.wish()) + "\">";
    }
    return "<p>" + escape(answer.path("result").path("text").asText()) + "</p>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
