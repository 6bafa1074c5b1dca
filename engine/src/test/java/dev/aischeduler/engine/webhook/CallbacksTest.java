package dev.aischeduler.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aischeduler.db.webhook.Callback;
import dev.aischeduler.db.webhook.Event;
import dev.aischeduler.engine.task.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallbacksTest {
  private final Callbacks callbacks = new Callbacks(true, new AddressRules(List.of()));

  @Test
  void every_end_is_reported_unless_events_are_chosen() {
    String url = "https://example.org:8443/hook?job=1";
    assertThat(callbacks.check(new CallbackTerms(url, null)))
        .isEqualTo(new Callback(url, Event.ENDS));
    assertThat(callbacks.check(new CallbackTerms(url, List.of("failed", "retrying", "failed"))))
        .isEqualTo(new Callback(url, List.of(Event.FAILED, Event.RETRYING)));
    assertThat(callbacks.check(CallbackTerms.NONE)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://example.org|must begin with https:// or http://",
        "example.org/hook|must begin with https:// or http://",
        "https:///hook|must begin with https:// or http://",
        "https://user:word@example.org|must have no user",
        "https://example.org/#part|fragment",
        "https://example.org:99999/|must have a port",
        "https://example.org/ö|must be in ASCII",
        "https://exa mple.org/|must be an address",
        "http://127.0.0.1/|private, local or reserved",
        "http://2130706433/|private, local or reserved",
        "http://[::ffff:10.0.0.1]/|private, local or reserved",
        "http://[fd00::1]/|private, local or reserved",
        "http://169.254.169.254/latest/meta-data|private, local or reserved"
      })
  void an_address_that_cannot_be_called_is_refused_with_its_field(String url, String why) {
    assertThatThrownBy(() -> callbacks.check(new CallbackTerms(url, null)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).isEqualTo("callback_url"))
        .hasMessageContaining(why);
  }

  @Test
  void events_are_checked_with_their_field() {
    for (List<String> events : Arrays.asList(List.<String>of(), List.of("ended"))) {
      assertThatThrownBy(() -> callbacks.check(new CallbackTerms("https://example.org", events)))
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              e -> assertThat(e.field()).isEqualTo("callback_events"));
    }
    assertThatThrownBy(() -> callbacks.check(new CallbackTerms(null, List.of("failed"))))
        .hasMessageContaining("needs a callback_url");
    assertThatThrownBy(
            () -> callbacks.check(new CallbackTerms("https://e.org/" + "x".repeat(2048), null)))
        .hasMessageContaining("at most 2048");
  }

  @Test
  void without_a_secret_no_callback_is_taken() {
    Callbacks unsigned = new Callbacks(false, new AddressRules(List.of()));
    assertThatThrownBy(() -> unsigned.check(new CallbackTerms("https://example.org", null)))
        .hasMessageContaining("webhooks.secret");
  }
}
