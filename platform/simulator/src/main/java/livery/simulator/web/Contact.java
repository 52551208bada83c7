package livery.simulator.web;

import java.util.List;
import livery.simulator.Text;

/**
 * A number that subscribers know: the page offers it with texts to try.
 *
 * @param number digits
 * @param name whose number it is, in words
 * @param texts to offer, best first
 */
public record Contact(String number, String name, List<String> texts) {

  /** Copies the texts. */
  public Contact {
    Text.of(number, number, name);
    texts = List.copyOf(texts);
  }
}
