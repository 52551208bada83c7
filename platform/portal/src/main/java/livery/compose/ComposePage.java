package livery.compose;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Format;
import livery.frame.SmsPreview;
import livery.tenant.CurrentScope;
import livery.text.Forcing;

/** Writes one text, with its parts and its price in sight before it is sent. */
@Named("compose")
@ViewScoped
public class ComposePage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Sending sending;
  private final Origins origins;
  private final CurrentScope current;
  private final Format format;
  private String digits = "";
  private String from = "";
  private String to = "";
  private String text = "";
  private transient Sending.Result result;
  private transient SmsPreview preview;
  private transient List<String> previewed;

  @Inject
  public ComposePage(Sending sending, Origins origins, CurrentScope current, Format format) {
    this.sending = sending;
    this.origins = origins;
    this.current = current;
    this.format = format;
  }

  protected ComposePage() {
    this(null, null, null, null);
  }

  /** Empties the form; with a number and a phone in the request it is an answer. */
  public void begin() {
    var given = FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
    digits = "";
    from = "";
    from = given.containsKey("number") ? given.get("number") : first();
    to = given.containsKey("phone") ? "+" + given.get("phone") : "";
    text = "";
    result = null;
  }

  private String first() {
    return getNumbers().stream().findFirst().map(Origin::digits).orElse("");
  }

  /** The first numbers to choose from, or those that were looked for; and the chosen one. */
  @Once
  public List<Origin> getNumbers() {
    var found = origins.find(current.get(), digits);
    if (from.isEmpty() || found.stream().anyMatch(one -> one.digits().equals(from))) {
      return found;
    }
    return Stream.concat(
            found.stream(), origins.these(current.get(), Set.of(from)).stream().limit(1))
        .toList();
  }

  /** How many numbers there are to choose from; nobody without one can send. */
  @Once
  public int getNumberCount() {
    return origins.count(current.get());
  }

  /** Most numbers that are offered at once. */
  public int getShownMax() {
    return Origins.SHOWN_MAX;
  }

  /** What the text would take and cost; the price is empty while something is missing. */
  public SmsPreview getPreview() {
    var typed = List.of(from, to, text);
    if (preview == null || !typed.equals(previewed)) {
      preview = look();
      previewed = typed;
    }
    return preview;
  }

  private SmsPreview look() {
    if (!text.isBlank() && !to.isBlank() && !from.isBlank()) {
      try {
        var quote = sending.quote(current.get(), new NewText(from, to, text, 0));
        var price = format.price(quote.price().micros(), quote.price().currency());
        return SmsPreview.of(List.of(quote.segments()), price);
      } catch (Fault unfinished) {
        // What is wrong is said when it is sent.
      }
    }
    return SmsPreview.of(sending.possible(current.get(), from, text), "");
  }

  public void replace() {
    text = Forcing.replaced(text);
  }

  /** Sends the text; what is wrong is shown beside its field. */
  public void send() {
    result = null; // what was sent before is not what is refused now
    result = sending.send(current.get(), List.of(new NewText(from, to, text, 0))).get(0);
    if (result.reason() == null) {
      text = "";
    }
  }

  /** What became of the text that was sent last; {@code null} before. */
  public Sending.Result getResult() {
    return result;
  }

  /** Digits by which a number is looked for. */
  public String getDigits() {
    return digits;
  }

  public void setDigits(String digits) {
    this.digits = digits == null ? "" : digits;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from == null ? "" : from;
  }

  public String getTo() {
    return to;
  }

  public void setTo(String to) {
    this.to = to == null ? "" : to;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text == null ? "" : text;
  }
}
