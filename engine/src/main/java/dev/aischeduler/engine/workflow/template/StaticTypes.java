package dev.aischeduler.engine.workflow.template;

import java.util.function.Function;

/** What is known of the type of an expression before it is computed. */
final class StaticTypes {
  private StaticTypes() {}

  /** The type; {@link ValueType#ANY} when it depends on results. */
  static ValueType of(Expression expression, Function<String, ValueType> inputs) {
    if (expression instanceof Expression.Literal literal) {
      return ValueType.of(literal.value());
    }
    if (expression instanceof Expression.Comparison
        || expression instanceof Expression.Logical
        || expression instanceof Expression.Not) {
      return ValueType.BOOLEAN;
    }
    if (expression instanceof Expression.Filtered filtered) {
      return filtered.filter().type;
    }
    if (expression instanceof Expression.Member member
        && member.of() instanceof Expression.Name name
        && name.name().equals("inputs")) {
      return inputs.apply(member.name());
    }
    return ValueType.ANY;
  }
}
