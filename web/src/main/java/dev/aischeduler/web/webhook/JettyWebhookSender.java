package dev.aischeduler.web.webhook;

import dev.aischeduler.engine.webhook.AddressRules;
import dev.aischeduler.engine.webhook.Message;
import dev.aischeduler.engine.webhook.WebhookSender;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Posts by Jetty's client, which lets the connection be pinned to the address that was checked
 * while Host and the name of the certificate stay the receiver's. Thread-safe.
 */
public final class JettyWebhookSender implements WebhookSender {
  private static final int THREADS = 32;
  private static final int MIN_THREADS = 4;

  /** Connections to one receiver. */
  private static final int PER_RECEIVER = 16;

  /** Of the answer, which nobody reads. */
  private static final long MAX_ANSWER_BYTES = 65_536;

  private static final int MAX_ANSWER_HEADERS = 16_384;
  private static final long IDLE_MS = 60_000;

  private final HttpClient client = new HttpClient();
  private final Duration timeout;

  /**
   * A sender, ready to send.
   *
   * @param timeout of each message, from look-up to answer
   * @param version of the product, for User-Agent
   */
  public JettyWebhookSender(AddressRules rules, Duration timeout, String version) {
    this.timeout = timeout;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, MIN_THREADS);
    threads.setName("webhooks");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setSocketAddressResolver(new GuardedResolver(rules, threads));
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setMaxConnectionsPerDestination(PER_RECEIVER);
    client.setDestinationIdleTimeout(IDLE_MS);
    client.setIdleTimeout(IDLE_MS);
    client.setConnectTimeout(timeout.toMillis());
    client.setMaxResponseHeadersSize(MAX_ANSWER_HEADERS);
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "AI-Scheduler/" + version));
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("webhooks cannot be sent: " + e, e);
    }
    // neither redirects nor log-ins nor packed answers
    client.getProtocolHandlers().clear();
    client.getContentDecoderFactories().clear();
  }

  @Override
  public CompletableFuture<Integer> send(Message message) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    AtomicLong bytes = new AtomicLong();
    Request request =
        client
            .newRequest(message.url())
            .method(HttpMethod.POST)
            .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .body(new BytesRequestContent(message.body()))
            .headers(headers -> message.headers().forEach(headers::put))
            .onResponseHeaders(response -> answer.complete(response.getStatus()))
            .onResponseContent(
                (response, content) -> {
                  if (bytes.addAndGet(content.remaining()) > MAX_ANSWER_BYTES) {
                    abort(response);
                  }
                });
    request.send(
        result -> {
          if (result.isFailed()) {
            answer.completeExceptionally(result.getFailure());
          }
        });
    return answer;
  }

  private static void abort(Response response) {
    response.abort(new IllegalStateException("the answer is too long"));
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the sender of webhooks does not stop: " + e, e);
    }
  }
}
