package livery.history;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.plugin.PluginHost;

/** What the message path notes down, in the words of the reader: {@code #{words.state(row)}}. */
@Named("words")
@RequestScoped
public class MessageWords {

  private static final String KEYWORD = "keyword ";
  private static final String OPERATOR = "operator-";
  private static final Map<String, String> RULES =
      Map.of(
          "catch-all", "message.rule.catch-all",
          "dialogue", "message.rule.dialogue",
          "unclaimed", "message.rule.unclaimed",
          "unknown number", "message.rule.unknown-number",
          "sent by hand", "message.rule.by-hand",
          "STOP", "message.rule.stop",
          "START", "message.rule.start",
          "HELP", "message.rule.help");
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("no-money", "message.reason.no-money"),
          Map.entry("day-limit", "message.reason.day-limit"),
          Map.entry("no-price", "message.reason.no-price"),
          Map.entry("no-rate", "message.reason.no-rate"),
          Map.entry("blocked", "message.reason.blocked"),
          Map.entry("too-long", "message.reason.too-long"),
          Map.entry("suspended", "message.reason.suspended"),
          Map.entry("expired", "message.reason.expired"),
          Map.entry("no-answer", "message.reason.no-answer"),
          Map.entry("not-delivered", "message.reason.not-delivered"),
          Map.entry("Unavailable", "message.reason.unavailable"),
          Map.entry("Late", "message.reason.late"));

  private final Texts texts;
  private final Frame frame;
  private final PluginHost plugins;

  @Inject
  public MessageWords(Texts texts, Frame frame, PluginHost plugins) {
    this.texts = texts;
    this.frame = frame;
    this.plugins = plugins;
  }

  protected MessageWords() {
    this(null, null, null);
  }

  /** What a campaign made of a message. */
  public String label(MessageLine message) {
    return plugins.label(message.campaignType(), message.label(), frame.getLocale());
  }

  /** The same as a sentence; empty where nothing is to be said. */
  public String sentence(MessageLine message) {
    return plugins.sentence(
        message.campaignType(), message.label(), message.note(), frame.getLocale());
  }

  public String state(String state) {
    return texts.get("message.state." + state);
  }

  /** Which rule took a message. */
  public String rule(String rule) {
    if (rule.startsWith(KEYWORD)) {
      return texts.of("message.rule.keyword", rule.substring(KEYWORD.length()));
    }
    return RULES.containsKey(rule) ? texts.get(RULES.get(rule)) : rule;
  }

  /** Why a message was refused, parked or failed; empty for none. */
  public String reason(String reason) {
    if (reason == null) {
      return "";
    }
    if (reason.startsWith(OPERATOR)) {
      return texts.of("message.reason.operator", reason.substring(OPERATOR.length()));
    }
    return texts.get(REASONS.getOrDefault(reason, "message.reason.failed"));
  }
}
