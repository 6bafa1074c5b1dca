package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Computes expressions. A value that is not there is a {@link MissingNode}. For one thread. */
final class Evaluation {
  private final Function<String, JsonNode> names;

  /**
   * An evaluation.
   *
   * @param names values by name; a missing node for none
   */
  Evaluation(Function<String, JsonNode> names) {
    this.names = names;
  }

  /**
   * The value of an expression; a missing node for none.
   *
   * @throws TemplateException when a value is of a type that does not fit
   */
  JsonNode value(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.Name name) {
      return names.apply(name.name());
    }
    if (expression instanceof Expression.Member member) {
      return value(member.of()).path(member.name());
    }
    if (expression instanceof Expression.Element element) {
      return element(value(element.of()), value(element.index()));
    }
    if (expression instanceof Expression.Filtered filtered) {
      return filtered.filter().apply(value(filtered.input()), filtered.arguments());
    }
    if (expression instanceof Expression.Comparison comparison) {
      return BooleanNode.valueOf(compare(comparison));
    }
    if (expression instanceof Expression.Logical logical) {
      boolean left = truth(value(logical.left()));
      boolean decided = left != logical.and();
      return BooleanNode.valueOf(decided ? left : truth(value(logical.right())));
    }
    return BooleanNode.valueOf(!truth(value(((Expression.Not) expression).of())));
  }

  private static JsonNode element(JsonNode of, JsonNode index) {
    if (index.isTextual()) {
      return of.path(index.asText());
    }
    if (index.canConvertToInt()) {
      int at = index.asInt();
      return of.path(at < 0 ? of.size() + at : at);
    }
    throw new TemplateException("a value in [ ] must be a number or a text");
  }

  private boolean compare(Expression.Comparison comparison) {
    JsonNode left = value(comparison.left());
    JsonNode right = value(comparison.right());
    ToIntFunction<String> refuse =
        op -> {
          throw new TemplateException(
              op
                  + " compares two numbers or two texts, not "
                  + Texts.kind(left)
                  + " and "
                  + Texts.kind(right));
        };
    String operator = comparison.operator();
    if (operator.equals("==") || operator.equals("!=")) {
      return same(left, right) == operator.equals("==");
    }
    int order =
        left.isNumber() && right.isNumber()
            ? left.decimalValue().compareTo(right.decimalValue())
            : left.isTextual() && right.isTextual()
                ? left.asText().compareTo(right.asText())
                : refuse.applyAsInt(operator);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    if (Texts.isResultWithText(left) && right.isTextual()) {
      return Texts.of(left).equals(right.asText());
    }
    return left.equals(right);
  }

  /** A condition holds unless it is false, nothing, zero or empty. */
  static boolean truth(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.decimalValue().signum() != 0;
      case STRING -> !value.asText().isEmpty();
      case ARRAY, OBJECT -> !value.isEmpty();
      default -> false;
    };
  }
}
