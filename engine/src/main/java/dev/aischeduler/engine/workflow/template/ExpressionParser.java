package dev.aischeduler.engine.workflow.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aischeduler.config.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one expression. For one thread. */
final class ExpressionParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*+(?:(?<name>[A-Za-z_][A-Za-z0-9_]*+)|(?<number>-?\\d{1,15}(?:\\.\\d{1,15})?)"
              + "|(?<text>'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\")"
              + "|(?<sign>==|!=|<=|>=|[<>|.,()\\[\\]]))");

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> WORDS = Set.of("and", "or", "not", "true", "false");
  private static final int LONGEST = 2000;
  private static final int DEEPEST = 50;

  /** A piece of the text; {@code kind} is the group of {@link #TOKEN}. */
  private record Token(String kind, String text) {}

  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;

  private ExpressionParser(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find(end) && matcher.start() == end) {
      for (String kind : List.of("name", "number", "text", "sign")) {
        if (matcher.group(kind) != null) {
          tokens.add(new Token(kind, matcher.group(kind)));
        }
      }
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw new TemplateException("cannot be read from '" + shown(text.substring(end)) + "' on");
    }
    tokens.add(new Token("end", ""));
  }

  private static String shown(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "…" : text.strip();
  }

  /**
   * Reads an expression.
   *
   * @throws TemplateException says what is wrong
   */
  static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw new TemplateException("is longer than " + LONGEST + " characters");
    }
    ExpressionParser parser = new ExpressionParser(text);
    Expression expression = parser.any();
    if (!parser.peek().kind().equals("end")) {
      throw new TemplateException("has '" + parser.peek().text() + "' where it should end");
    }
    return expression;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean take(String kind, String text) {
    if (peek().kind().equals(kind) && peek().text().equals(text)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String sign) {
    if (!take("sign", sign)) {
      throw new TemplateException("lacks a '" + sign + "' " + before());
    }
  }

  private String before() {
    return peek().kind().equals("end") ? "at its end" : "before '" + peek().text() + "'";
  }

  private Expression any() {
    if (++depth > DEEPEST) {
      throw new TemplateException("nests deeper than " + DEEPEST + " levels");
    }
    Expression left = all();
    while (take("name", "or")) {
      left = new Expression.Logical(false, left, all());
    }
    depth--;
    return left;
  }

  private Expression all() {
    Expression left = negation();
    while (take("name", "and")) {
      left = new Expression.Logical(true, left, negation());
    }
    return left;
  }

  private Expression negation() {
    if (!take("name", "not")) {
      return comparison();
    }
    if (++depth > DEEPEST) {
      throw new TemplateException("nests deeper than " + DEEPEST + " levels");
    }
    Expression of = negation();
    depth--;
    return new Expression.Not(of);
  }

  private Expression comparison() {
    Expression left = filtered();
    Token next = peek();
    if (next.kind().equals("sign") && COMPARISONS.contains(next.text())) {
      at++;
      return new Expression.Comparison(next.text(), left, filtered());
    }
    return left;
  }

  private Expression filtered() {
    Expression value = path();
    while (take("sign", "|")) {
      String name = name("a filter");
      Filter filter =
          Filter.of(name)
              .orElseThrow(
                  () ->
                      new TemplateException(
                          "unknown filter '"
                              + name
                              + "'"
                              + Suggestion.phrase(name, Filter.words())
                              + "; known: "
                              + String.join(", ", Filter.words())));
      value = new Expression.Filtered(value, filter, arguments(filter));
    }
    return value;
  }

  private List<JsonNode> arguments(Filter filter) {
    List<JsonNode> arguments = new ArrayList<>();
    if (take("sign", "(")) {
      while (!take("sign", ")")) {
        if (!arguments.isEmpty()) {
          expect(",");
        }
        if (!(path() instanceof Expression.Literal literal)) {
          throw new TemplateException(
              filter.word() + " takes only a text or a number in its brackets");
        }
        arguments.add(literal.value());
      }
    }
    if (arguments.size() != filter.arguments) {
      throw new TemplateException(
          filter.word() + " takes " + filter.arguments + " values in brackets");
    }
    return arguments;
  }

  private Expression path() {
    Expression value = primary();
    while (true) {
      if (take("sign", ".")) {
        value = new Expression.Member(value, name("a name"));
      } else if (take("sign", "[")) {
        value = new Expression.Element(value, any());
        expect("]");
      } else {
        return value;
      }
    }
  }

  private String name(String what) {
    Token token = peek();
    if (!token.kind().equals("name")) {
      throw new TemplateException("lacks " + what + " " + before());
    }
    at++;
    return token.text();
  }

  private Expression primary() {
    Token token = peek();
    at++;
    if (token.kind().equals("number")) {
      return new Expression.Literal(number(token.text()));
    }
    if (token.kind().equals("text")) {
      String quoted = token.text().substring(1, token.text().length() - 1);
      return new Expression.Literal(TextNode.valueOf(quoted.replaceAll("\\\\(.)", "$1")));
    }
    if (token.kind().equals("name")) {
      if (token.text().equals("true") || token.text().equals("false")) {
        return new Expression.Literal(BooleanNode.valueOf(token.text().equals("true")));
      }
      if (!WORDS.contains(token.text())) {
        return new Expression.Name(token.text());
      }
    } else if (token.text().equals("(")) {
      Expression inner = any();
      expect(")");
      return inner;
    }
    at--;
    throw new TemplateException("lacks a value " + before());
  }

  private static JsonNode number(String text) {
    BigDecimal number = new BigDecimal(text);
    return number.scale() == 0 && number.precision() < 10
        ? IntNode.valueOf(number.intValue())
        : DecimalNode.valueOf(number);
  }
}
