package dev.aischeduler.web.hostile;

/**
 * An answer as it came.
 *
 * @param status 0 when the line that tells it was not understood
 * @param head status line and headers
 * @param body its bytes, one in each character, or as many as were read
 */
public record RawAnswer(int status, String head, String body) {}
