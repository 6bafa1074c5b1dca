package dev.aischeduler.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class CorsOriginsTest {

  @Test
  void they_are_kept_as_browsers_write_them() {
    assertThat(
            CorsOrigins.list(
                " HTTPS://App.Example.org:443 ,http://localhost:5173,http://[::1]:80,,http://a.b"))
        .isEqualTo(
            new CorsOrigins(
                false,
                Set.of(
                    "https://app.example.org",
                    "http://localhost:5173",
                    "http://[::1]",
                    "http://a.b")));
  }

  @Test
  void a_star_alone_is_every_site_and_nothing_is_none() {
    assertThat(CorsOrigins.list(" * ")).isEqualTo(new CorsOrigins(true, Set.of()));
    assertThat(CorsOrigins.list("").isEmpty()).isTrue();
    assertThat(CorsOrigins.list("*").isEmpty()).isFalse();
  }
}
