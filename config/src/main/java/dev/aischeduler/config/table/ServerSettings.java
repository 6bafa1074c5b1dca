package dev.aischeduler.config.table;

import com.fasterxml.jackson.databind.node.LongNode;
import java.util.List;

/** What {@code server} holds: how the HTTP server listens, waits and computes. */
final class ServerSettings {

  private ServerSettings() {}

  /** In the order of {@code config.json}. */
  static List<Setting> all() {
    return List.of(
        Setting.text(
            "server.host",
            "127.0.0.1",
            "[A-Za-z0-9:._\\[\\]-]{1,253}",
            "a host name or an IP address",
            "Address to listen on; any but loopback needs security.api_key, or security.required and"
                + " a key in the database."),
        Setting.text(
            "server.public_url",
            "",
            "(https?://[A-Za-z0-9:._\\[\\]-]{1,253}/?)?",
            "an address such as https://ai.example.org without a path, or empty",
            "Address by which browsers reach this server through a reverse proxy; its Host and"
                + " Origin are accepted besides the server's own."),
        Setting.text(
            "server.trusted_proxies",
            "",
            "[0-9A-Fa-f:./, ]{0,1024}",
            "addresses and networks between commas, such as 10.0.0.7,fd00::/8, or empty",
            "Reverse proxies whose word on a client's address and scheme is believed; of all others"
                + " it is ignored."),
        Setting.choice(
            "server.proxy_header",
            "X-Forwarded-For",
            List.of("X-Forwarded-For", "Forwarded"),
            "Header that server.trusted_proxies name the client in; X-Forwarded-Proto goes with the"
                + " first. The other header is ignored."),
        Setting.text(
            "server.cors_origins",
            "",
            "[\\x21-\\x7e ]{0,4096}",
            "origins between commas, such as https://app.example.org,http://localhost:5173, or * for"
                + " every one, or empty",
            "Web sites whose pages may call the API from a browser, with a key of their own (CORS);"
                + " empty is none. * counts only while keys are asked for."),
        Setting.whole("server.port", 8080, 0, 65_535, "TCP port; 0 picks a free one.")
            .variable("SCHEDULER_PORT"),
        Setting.whole(
                "server.thread_pool_size",
                1,
                1,
                1024,
                "Compute threads of this node (speech pool, ONNX Runtime); 1 to 2 times the CPU"
                    + " cores is usual.")
            .machineDefault("CPU cores", machine -> LongNode.valueOf(machine.cores()))
            .variable("SCHEDULER_THREAD_POOL_SIZE"),
        Setting.whole(
            "server.wait_s",
            30,
            0,
            3600,
            "Seconds that a synchronous request waits for its result before it gets 202."),
        Setting.whole(
            "server.openai_wait_s",
            600,
            1,
            3600,
            "Seconds that a call below /v1 waits for its result before it gets 504, which names its"
                + " job; keep it below the time-out of proxies."),
        Setting.whole(
            "server.drain_s",
            20,
            0,
            3600,
            "Seconds that running jobs get to finish on shutdown before they are put back."),
        Setting.whole(
            "server.max_body_bytes",
            1_048_576,
            1024,
            1_073_741_824,
            "Largest accepted request body in bytes, but for bulk submissions."),
        Setting.whole(
            "server.max_bulk_body_bytes",
            67_108_864,
            1024,
            1_073_741_824,
            "Largest accepted body of a bulk submission (POST /api/v1/tasks)."),
        Setting.whole(
            "server.max_body_bytes_in_flight",
            134_217_728,
            1_048_576,
            1_099_511_627_776L,
            "Bytes of request bodies that are held at once over all callers, beyond the first"
                + " 64 KiB of each; at least server.max_bulk_body_bytes is usual."),
        Setting.whole(
            "server.max_blocked_callers",
            4096,
            1,
            100_000,
            "Callers that may wait for a result or follow a stream at once; each holds a"
                + " connection and no thread."));
  }
}
