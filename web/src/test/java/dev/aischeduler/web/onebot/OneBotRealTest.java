package dev.aischeduler.web.onebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aischeduler.jobs.shipped.ShippedTasks;
import dev.aischeduler.web.Handlers;
import dev.aischeduler.web.app.RunningApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The miniature models answer a bot. */
final class OneBotRealTest {
  private final Chat chat = new Chat();

  @Test
  void words_a_picture_and_a_recording_come_from_the_models() throws IOException {
    Map<String, String> settings = OneBotTest.settings();
    settings.put("limits.max_image_side", "64");
    settings.put("limits.max_tokens", "24");
    settings.put("bot.onebot.history_turns", "6");
    try (RunningApp app = RunningApp.start(settings, Handlers.of(ShippedTasks.modules()));
        FakePeer peer = FakePeer.connect(app.http().address(), chat)) {
      long first = Events.nextId();
      peer.send(Events.privately(1, first, "Tell me of the sea."));
      assertThat(answer(first).text()).isNotBlank();
      long second = Events.nextId();
      peer.send(Events.privately(1, second, "And of the land?"));
      assertThat(answer(second).text()).isNotBlank().doesNotContain("did not work");
      long picture = Events.nextId();
      peer.send(Events.privately(1, picture, "画一只猫"));
      byte[] png = bytes(answer(picture).file("image"));
      assertThat(new String(png, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
      peer.send(Events.privately(2, Events.nextId(), "说 你好，世界"));
      await().atMost(Duration.ofMinutes(2)).until(() -> !chat.to(2).isEmpty());
      byte[] wav = bytes(chat.to(2).get(0).file("record"));
      assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
    }
  }

  private Chat.Sent answer(long id) {
    await().atMost(Duration.ofMinutes(2)).until(() -> !chat.answers(id).isEmpty());
    return chat.answers(id).get(0);
  }

  private static byte[] bytes(String file) {
    assertThat(file).startsWith("base64://");
    return Base64.getDecoder().decode(file.substring("base64://".length()));
  }
}
