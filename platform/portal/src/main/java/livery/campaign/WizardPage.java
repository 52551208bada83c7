package livery.campaign;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.api.CampaignType;
import livery.faces.Answers;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Format;
import livery.frame.Frame;
import livery.frame.SmsPreview;
import livery.frame.Texts;
import livery.number.Keywords;
import livery.number.NumberRow;
import livery.number.Numbers;
import livery.number.Reach;
import livery.plugin.PluginHost;
import livery.plugin.SettingsField;
import livery.plugin.SettingsForm;
import livery.plugin.SettingsSummary;
import livery.tenant.CurrentScope;
import livery.text.Forcing;

/**
 * The steps to a campaign, each named by what it decides. Going back loses nothing: what was typed
 * stays as it was typed, and only going on checks it.
 */
@Named
@ViewScoped
public class WizardPage implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What a step decides. */
  public enum Step {
    KIND,
    WHERE,
    SAY,
    WHEN,
    CHECK
  }

  private final Campaigns campaigns;
  private final Keywords keywords;
  private final Numbers numbers;
  private final NumberChoice choice;
  private final PluginHost plugins;
  private final PreviewPrice prices;
  private final TypeRent rent;
  private final CurrentScope current;
  private final Frame frame;
  private final Clock clock;
  private WizardDraft draft;
  private SettingsForm settings;
  private Step step = Step.KIND;
  private long id;
  private boolean started;
  private transient SmsPreview shown;
  private transient List<?> shownAbout;
  private String wordState = "";
  private boolean wordFree;

  @Inject
  public WizardPage(
      Campaigns campaigns,
      Keywords keywords,
      Numbers numbers,
      PluginHost plugins,
      PreviewPrice prices,
      TypeRent rent,
      CurrentScope current,
      Frame frame,
      Clock clock) {
    this.campaigns = campaigns;
    this.keywords = keywords;
    this.numbers = numbers;
    this.choice = new NumberChoice(numbers, current, () -> draft.getNumber());
    this.plugins = plugins;
    this.prices = prices;
    this.rent = rent;
    this.current = current;
    this.frame = frame;
    this.clock = clock;
  }

  protected WizardPage() {
    this(null, null, null, null, null, null, null, null, null);
  }

  @PostConstruct
  void begin() {
    var given =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("id", "");
    if (given.isEmpty()) {
      draft = new WizardDraft(current.getTenant().zone().getId());
      draft.setNumber(choice.only());
      return;
    }
    if (!given.matches("[0-9]{1,18}")) {
      throw Fault.notFound("campaign", Check.shown(given));
    }
    var row = campaigns.find(current.get(), Long.parseLong(given));
    id = row.id();
    started = row.state() != CampaignRow.State.DRAFT;
    step = started ? Step.SAY : Step.WHERE;
    draft = new WizardDraft(row, keywords.ofCampaign(current.get(), id), clock.instant());
    if (plugins.find(row.type()).isPresent()) {
      settings = SettingsForm.of(plugins, row.type(), row.settings(), frame.getLocale());
    }
  }

  /** A kind of campaign to choose from. */
  public record Kind(String id, String name, String description) {}

  public List<Kind> getKinds() {
    return plugins.all().stream()
        .map(
            type ->
                new Kind(
                    type.id(), type.name(frame.getLocale()), type.description(frame.getLocale())))
        .toList();
  }

  /** The numbers that it may listen on. */
  public NumberChoice getNumbers() {
    return choice;
  }

  /** Chooses a kind and goes on to where it listens; another kind begins its words anew. */
  public void choose(String type) {
    var kind = plugins.find(type).orElseThrow(() -> Fault.notFound("type", Check.shown(type)));
    if (!kind.id().equals(draft.getType())) {
      draft.setType(kind.id());
      settings = SettingsForm.of(plugins, kind.id(), Map.of(), frame.getLocale());
    }
    if (draft.getName().isBlank()) {
      draft.setName(kind.name(frame.getLocale()));
    }
    step = Step.WHERE;
  }

  /** Checks this step and goes on. */
  public void next() {
    check(step);
    step = Step.values()[Math.min(step.ordinal() + 1, Step.CHECK.ordinal())];
  }

  /** Goes back, or to any step that was seen already. */
  public void go(String to) {
    var wanted = Step.valueOf(to);
    if (isReachable(wanted)) {
      step = wanted;
    }
  }

  /** Whether the step can be opened: everything before it is right. */
  public boolean isReachable(Step wanted) {
    if (started && (wanted == Step.KIND || wanted == Step.WHERE)) {
      return false;
    }
    return wanted.ordinal() <= step.ordinal();
  }

  private void check(Step at) {
    switch (at) {
      case KIND -> requireKind();
      case WHERE -> checkWhere();
      case SAY -> checkSay();
      case WHEN -> CampaignRules.plain(() -> campaigns.check(current.get(), id, whole()));
      case CHECK -> {
        // The last step has buttons of its own.
      }
    }
  }

  private void requireKind() {
    if (draft.getType().isEmpty()) {
      throw Fault.invalid("type", "campaign.fault.no-type");
    }
  }

  private void checkWhere() {
    var faults = new Faults();
    var words = draft.keywords(id);
    if (draft.getNumber() == 0) {
      faults.add(Fault.invalid("number", "campaign.fault.choose-number"));
      words.forEach(word -> faults.check(word::checked));
    } else {
      words.forEach(word -> faults.check(() -> keywords.check(current.get(), word)));
    }
    if (words.isEmpty()) {
      faults.add(Fault.invalid("word", "campaign.fault.word"));
    }
    faults.end();
  }

  private void checkSay() {
    if (settings == null || plugins.find(draft.getType()).isEmpty()) {
      throw Fault.conflict("", "campaign.fault.no-plugin");
    }
    var faults = new Faults();
    faults.check(() -> Check.text("name", draft.getName(), CampaignRules.NAME_LENGTH_MAX));
    if (!settings.check(plugins, frame.getLocale())) {
      faults.add(Fault.invalid("", "campaign.fault.settings"));
    }
    faults.end();
  }

  /** Says while somebody types whether the word is free on the number. */
  public void checkWord() {
    var texts = Texts.in(frame.getLocale());
    wordState = "";
    wordFree = false;
    try {
      for (var word : draft.keywords(id)) {
        if (draft.getNumber() != 0) {
          keywords.check(current.get(), word);
          wordFree = true;
          wordState = texts.of("campaign.word.free", word.word(), getNumberLabel());
        }
      }
    } catch (Fault refused) {
      wordState = texts.of(refused.key(), refused.arguments());
    }
  }

  /** Stores what there is and leaves. */
  public String save() {
    return "/campaign/view?faces-redirect=true&id=" + store().id();
  }

  /** Stores and starts. */
  public String start() {
    var row = store();
    if (row.state() == CampaignRow.State.DRAFT) {
      campaigns.start(current.get(), row.id());
    }
    return "/campaign/view?faces-redirect=true&id=" + row.id();
  }

  private CampaignRow store() {
    var scope = current.get();
    var row =
        CampaignRules.plain(
            () ->
                id == 0 ? campaigns.create(scope, whole()) : campaigns.change(scope, id, whole()));
    id = row.id();
    return row;
  }

  private CampaignDraft whole() {
    return draft.draft(id, settings == null ? Map.of() : settings.raw());
  }

  /** The first text that people will get, for the phone beside the form. */
  public String getPreview() {
    return previewed()
        .map(field -> settings.previews(plugins, frame.getLocale()).apply(field.getText()))
        .orElse("");
  }

  private Optional<SettingsField> previewed() {
    return settings == null
        ? Optional.empty()
        : settings.getFields().stream()
            .filter(field -> field.getKind().equals("SMS") && !field.getText().isBlank())
            .findFirst();
  }

  /** Whether {@link #replace} would change the text; else what it stands for comes from outside. */
  public boolean isReplaceable() {
    return previewed()
        .filter(field -> !Forcing.replaced(field.getText()).equals(field.getText()))
        .isPresent();
  }

  /** Puts plain letters in the place of those that make the text twice as long. */
  public void replace() {
    previewed().ifPresent(field -> field.setText(Forcing.replaced(field.getText())));
  }

  /** The preview as it is sent, with what it costs for one person. */
  public SmsPreview getShown() {
    var about = List.of(draft.getNumber(), getPreview());
    if (shown == null || !about.equals(shownAbout)) {
      var number = getNumber();
      shown =
          prices.of(
              current.get(),
              draft.getNumber(),
              number == null ? "" : number.country(),
              getPreview(),
              frame.getLocale());
      shownAbout = about;
    }
    return shown;
  }

  /** The settings in words, with the parts that each text takes as somebody could get it. */
  public List<SettingsSummary.Line> getSaid() {
    var language = frame.getLocale();
    return Answers.once(
        this,
        "said",
        () -> {
          var parts = prices.parts(draft.getNumber());
          var previews = settings.previews(plugins, language);
          return SettingsSummary.of(
              settings,
              Texts.in(language),
              Format.in(language, ZoneId.of(draft.getZone()), clock),
              text -> parts.applyAsInt(previews.apply(text)));
        });
  }

  /** The number that was chosen, {@code null} before. */
  @Once
  public NumberRow getNumber() {
    return choice.chosen().orElse(null);
  }

  @Once
  public String getNumberLabel() {
    return Optional.ofNullable(getNumber()).map(NumberRow::label).orElse("");
  }

  /** Whose subscribers can text to the chosen number; {@code null} before. */
  @Once
  public Reach getReach() {
    return getNumber() == null ? null : numbers.reach(current.get(), draft.getNumber());
  }

  /** What a keyword on the chosen number costs; {@code null} for nothing. */
  @Once
  public Keywords.Price getKeywordPrice() {
    return started || draft.getNumber() == 0
        ? null
        : keywords.price(current.get(), draft.getNumber()).orElse(null);
  }

  /** What the chosen kind costs by the month; {@code null} for nothing. */
  @Once
  public TypeRent.Price getTypePrice() {
    return started || draft.getType().isEmpty()
        ? null
        : rent.price(current.get(), draft.getType()).orElse(null);
  }

  /** The chosen kind in the reader's language. */
  public String getKindName() {
    return plugins.find(draft.getType()).map(this::name).orElse("");
  }

  private String name(CampaignType type) {
    return type.name(frame.getLocale());
  }

  public Step[] getSteps() {
    return Step.values();
  }

  public Step getStep() {
    return step;
  }

  public WizardDraft getDraft() {
    return draft;
  }

  public SettingsForm getSettings() {
    return settings;
  }

  /** Whether a started campaign is changed rather than a new one made. */
  public boolean isStarted() {
    return started;
  }

  public String getWordState() {
    return wordState;
  }

  public boolean isWordFree() {
    return wordFree;
  }
}
