package livery.simulator.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON document (RFC 8259) into maps, lists, strings, doubles and booleans. */
public final class JsonReader {

  private static final int DEEPEST = 32;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The members of the object that the text is.
   *
   * @throws IllegalArgumentException saying where it is no JSON
   */
  public static Map<String, Object> object(String text) {
    var reader = new JsonReader(text);
    reader.space();
    if (reader.peek() != '{') {
      throw reader.wrong("an object");
    }
    var members = reader.members(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("the end");
    }
    return members;
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("less than " + DEEPEST + " levels");
    }
    space();
    char c = peek();
    if (c == '{') {
      return members(depth);
    }
    if (c == '[') {
      return items(depth);
    }
    if (c == '"') {
      return string();
    }
    return word("true")
        ? Boolean.TRUE
        : word("false") ? Boolean.FALSE : word("null") ? null : number();
  }

  private Map<String, Object> members(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    space();
    if (peek() == '}') {
      at++;
      return members;
    }
    while (true) {
      space();
      var name = string();
      space();
      expect(':');
      if (members.containsKey(name)) {
        throw new IllegalArgumentException("member " + name + " is there twice");
      }
      members.put(name, value(depth + 1));
      space();
      if (peek() == '}') {
        at++;
        return members;
      }
      expect(',');
    }
  }

  private List<Object> items(int depth) {
    List<Object> items = new ArrayList<>();
    at++;
    space();
    if (peek() == ']') {
      at++;
      return items;
    }
    while (true) {
      items.add(value(depth + 1));
      space();
      if (peek() == ']') {
        at++;
        return items;
      }
      expect(',');
    }
  }

  private String string() {
    expect('"');
    var out = new StringBuilder();
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        throw wrong("no control character");
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("an escape");
    };
  }

  private char unit() {
    if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      throw wrong("four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var digits = text.substring(start, at);
    if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
      at = start;
      throw wrong("a value");
    }
    return Double.valueOf(digits);
  }

  private boolean word(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException(
        "expected " + wanted + " at character " + at + " of the JSON");
  }
}
