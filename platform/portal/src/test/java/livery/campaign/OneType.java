package livery.campaign;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.api.Campaign;
import livery.api.CampaignType;
import livery.api.Form;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.api.Report;
import livery.api.Texts;
import livery.plugin.PluginHost;

/** A host with one campaign type, {@code test}, that needs no jar. */
public final class OneType extends PluginHost {

  private static final Form FORM =
      Form.with(Texts.of(Form.class))
          .sms("reply")
          .required()
          .number("limit", 1, 10)
          .flag("strict")
          .rows("options", 0, 5, row -> row.line("code").required())
          .form();

  @Override
  public Optional<CampaignType> find(String id) {
    return all().stream().filter(type -> type.id().equals(id)).findFirst();
  }

  @Override
  public List<CampaignType> all() {
    return List.of(new Type());
  }

  /** As if it had come through the host's time limit. */
  @Override
  public Report report(String typeId, Campaign campaign, Locale language) {
    return new Report(List.of(new Report.Figure("bounded", 1, "")), List.of(), List.of());
  }

  private static final class Type implements CampaignType {

    @Override
    public String id() {
      return "test";
    }

    @Override
    public String name(Locale language) {
      return "Test";
    }

    @Override
    public String description(Locale language) {
      return "Test";
    }

    @Override
    public Form form() {
      return FORM;
    }

    @Override
    public Outcome onMessage(Incoming message, Campaign campaign) {
      return Outcome.silent("counted", "");
    }
  }
}
