package dev.aischeduler.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for calls on the caller's thread. */
final class Sync {
  private Sync() {}

  /** The response; when the thread is interrupted, one that says so, and the call is given up. */
  static ClientResponse await(CompletableFuture<ClientResponse> call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      return ClientResponse.failed(e, null);
    } catch (CancellationException e) {
      return ClientResponse.failed(e, null);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the client failed", e.getCause());
    }
  }
}
