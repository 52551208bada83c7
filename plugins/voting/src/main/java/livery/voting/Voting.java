package livery.voting;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import livery.api.Campaign;
import livery.api.CampaignType;
import livery.api.Form;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.api.PluginContext;
import livery.api.Report;
import livery.api.Settings;
import livery.api.Texts;
import org.pf4j.Extension;

/** Live voting: subscribers text the code of an option. */
@Extension
public class Voting implements CampaignType {

  /** The id of the plugin and of its one campaign type. */
  static final String ID = "voting";

  static final Texts TEXTS = Texts.of(Voting.class);

  private static final Set<String> LABELS =
      Set.of(
          "counted", "counted-before", "repeated", "over", "unknown", "early", "late", "no-phone");

  private final PluginContext context;
  private final Newcomers newcomers = new Newcomers();

  public Voting(PluginContext context) {
    this.context = context;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String name(Locale language) {
    return TEXTS.of(language, "name");
  }

  @Override
  public String description(Locale language) {
    return TEXTS.of(language, "description");
  }

  @Override
  public Form form() {
    return VotingForm.FORM;
  }

  @Override
  public List<Form.FieldError> check(Settings settings, Locale language) {
    return VotingForm.check(settings, language);
  }

  @Override
  public String preview(String text, Settings settings, Locale language) {
    return Option.all(settings).stream()
        .findFirst()
        .map(option -> Count.filled(text, option, 1))
        .orElse(text);
  }

  @Override
  public Outcome onMessage(Incoming message, Campaign campaign) {
    return onMessages(List.of(message), campaign).get(0);
  }

  @Override
  public List<Outcome> onMessages(List<Incoming> messages, Campaign campaign) {
    try (Connection connection = context.dataSource().getConnection()) {
      return new Count(campaign, connection, context.clock().instant(), newcomers).decide(messages);
    } catch (SQLException failure) {
      throw new IllegalStateException(
          "Votes of campaign " + campaign.id() + " not counted", failure);
    }
  }

  @Override
  public String label(String label, Locale language) {
    return LABELS.contains(label) ? TEXTS.of(language, "label." + label) : label;
  }

  @Override
  public String sentence(String label, String note, Locale language) {
    return LABELS.contains(label) ? TEXTS.of(language, "sentence." + label, note) : note;
  }

  @Override
  public Report report(Campaign campaign, Locale language) {
    try (Connection connection = context.dataSource().getConnection()) {
      return new VotingReport(campaign, language).read(new Tally(connection, campaign.id()));
    } catch (SQLException failure) {
      throw new IllegalStateException("Report of campaign " + campaign.id(), failure);
    }
  }
}
