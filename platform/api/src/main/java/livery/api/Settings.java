package livery.api;

import java.util.List;
import java.util.Map;

/** Checked values of a {@link Form}: every field is there, with its default where nobody set it. */
public record Settings(Map<String, Object> values) {

  public Settings {
    values = Map.copyOf(values);
  }

  /** A text, empty when not set. */
  public String text(String field) {
    return values.getOrDefault(field, "").toString();
  }

  /** A whole number. */
  public long number(String field) {
    return ((Number) values.getOrDefault(field, 0L)).longValue();
  }

  /** A yes or no. */
  public boolean flag(String field) {
    return Boolean.TRUE.equals(values.get(field));
  }

  /** The rows of a list field, each a map from column to text. */
  @SuppressWarnings("unchecked")
  public List<Map<String, String>> rows(String field) {
    return (List<Map<String, String>>) values.getOrDefault(field, List.of());
  }
}
