package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;

/** What stands between double braces. Immutable. */
public sealed interface Expression {

  /** A text, number or truth value that is written out. */
  record Literal(JsonNode value) implements Expression {}

  /** A name: {@code inputs}, {@code item}, {@code index} or a step. */
  record Name(String name) implements Expression {}

  /** A member of an object: {@code of.name}. */
  record Member(Expression of, String name) implements Expression {}

  /** An element of a list, counted from 0, or a member of an object: {@code of[index]}. */
  record Element(Expression of, Expression index) implements Expression {}

  /** A value that is changed: {@code input | filter(arguments)}. */
  record Filtered(Expression input, Filter filter, List<JsonNode> arguments)
      implements Expression {}

  /** Two values that are compared. */
  record Comparison(String operator, Expression left, Expression right) implements Expression {}

  /** {@code left and right}, or {@code left or right}. */
  record Logical(boolean and, Expression left, Expression right) implements Expression {}

  /** {@code not of}. */
  record Not(Expression of) implements Expression {}

  /** Passes on every name in it. */
  default void names(Consumer<String> each) {
    if (this instanceof Name n) {
      each.accept(n.name());
    } else if (this instanceof Member m) {
      m.of().names(each);
    } else if (this instanceof Element e) {
      e.of().names(each);
      e.index().names(each);
    } else if (this instanceof Filtered f) {
      f.input().names(each);
    } else if (this instanceof Comparison c) {
      c.left().names(each);
      c.right().names(each);
    } else if (this instanceof Logical l) {
      l.left().names(each);
      l.right().names(each);
    } else if (this instanceof Not not) {
      not.of().names(each);
    }
  }

  /** Passes on each first member of a name: {@code topic} of {@code inputs.topic}. */
  default void members(String of, Consumer<String> each) {
    if (this instanceof Member m) {
      if (m.of() instanceof Name n && n.name().equals(of)) {
        each.accept(m.name());
      }
      m.of().members(of, each);
    } else if (this instanceof Element e) {
      e.of().members(of, each);
      e.index().members(of, each);
    } else if (this instanceof Filtered f) {
      f.input().members(of, each);
    } else if (this instanceof Comparison c) {
      c.left().members(of, each);
      c.right().members(of, each);
    } else if (this instanceof Logical l) {
      l.left().members(of, each);
      l.right().members(of, each);
    } else if (this instanceof Not not) {
      not.of().members(of, each);
    }
  }
}
