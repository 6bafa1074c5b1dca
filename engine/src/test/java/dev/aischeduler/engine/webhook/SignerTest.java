package dev.aischeduler.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SignerTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  private static String sign(String secrets) {
    return new Signer(secrets)
        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), BODY);
  }

  /** The vector of the libraries of Standard Webhooks. */
  @Test
  void a_message_is_signed_as_standard_webhooks_says() {
    assertThat(sign(SECRET)).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void while_receivers_change_over_both_secrets_sign() {
    String other = "whsec_" + "A".repeat(32);
    assertThat(sign(SECRET + "," + other)).isEqualTo(sign(SECRET) + " " + sign(other));
    assertThat(sign(other)).isNotEqualTo(sign(SECRET));
  }
}
