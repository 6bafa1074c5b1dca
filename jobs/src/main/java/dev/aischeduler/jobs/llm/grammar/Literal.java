package dev.aischeduler.jobs.llm.grammar;

/**
 * Fixed bytes.
 *
 * @param bytes all of them; not copied
 * @param at index of the first that is still to come
 */
record Literal(byte[] bytes, int at) implements Rule {
  @Override
  public int least() {
    return bytes.length - at;
  }

  @Override
  public void derive(int value, Stack rest, StackSet out) {
    if (at < bytes.length && (bytes[at] & 0xFF) == value) {
      out.add(at + 1 == bytes.length ? rest : rest.push(new Literal(bytes, at + 1)));
    }
  }

  @Override
  public boolean same(Rule other) {
    return other instanceof Literal literal && bytes == literal.bytes && at == literal.at;
  }

  @Override
  public int hash() {
    return System.identityHashCode(bytes) * 31 + at;
  }
}
