package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import livery.api.CampaignType;
import livery.api.Form.FieldError;
import livery.api.Settings;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.number.Keyword;
import livery.number.NewKeyword;
import livery.number.Numbers;
import livery.plugin.PluginHost;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** What a campaign must be to be stored, and to be started. Thread-safe. */
@ApplicationScoped
class CampaignRules {

  static final int NAME_LENGTH_MAX = 120;
  static final int KEYWORDS_MAX = 50;
  static final Duration PERIOD_MAX = Duration.ofDays(3_660);

  private static final String KEYWORD = "keywords[%d].";
  private static final Set<String> WORD = Set.of("word", "aliases", "matchType");

  private final PluginHost plugins;
  private final Numbers numbers;
  private final TenantTree tree;

  @Inject
  CampaignRules(PluginHost plugins, Numbers numbers, TenantTree tree) {
    this.plugins = plugins;
    this.numbers = numbers;
    this.tree = tree;
  }

  protected CampaignRules() {
    this(null, null, null);
  }

  /** The draft, complete and right; or everything that is wrong with it. */
  CampaignDraft checked(Scope scope, CampaignDraft draft) {
    var faults = new Faults();
    var name = faults.of(() -> Check.text("name", draft.name(), NAME_LENGTH_MAX));
    var zone = faults.of(() -> zone(scope, draft.zone()));
    if (draft.endsAt() != null && draft.startsAt() != null) {
      faults.check(() -> requirePeriod(draft.startsAt(), draft.endsAt()));
    }
    if (draft.numberId() != 0) {
      faults.check(() -> requireNumber(scope, draft.numberId()));
    }
    faults.check(() -> Check.range("keywords", draft.keywords().size(), 0, KEYWORDS_MAX));
    each(draft.keywords(), faults, NewKeyword::checked);
    var settings = faults.of(() -> settings(scope, draft));
    faults.end();
    return draft.with(name, zone, settings.values());
  }

  /** Checks keywords; their faults are named by their place, {@code keywords[0].word}. */
  static void each(List<NewKeyword> words, Faults faults, Function<NewKeyword, ?> check) {
    for (var i = 0; i < words.size(); i++) {
      var word = words.get(i);
      var at = KEYWORD.formatted(i);
      faults.of(
          () ->
              Faults.named(
                  field -> WORD.contains(field) ? at + field : field, () -> check.apply(word)));
    }
  }

  /** The same alone. */
  static void each(List<NewKeyword> words, Function<NewKeyword, ?> check) {
    var faults = new Faults();
    each(words, faults, check);
    faults.end();
  }

  /** For a form of one keyword: what {@link #each} refuses, under the plain names. */
  static <T> T plain(Supplier<T> check) {
    var at = KEYWORD.formatted(0);
    return Faults.named(
        field -> field.startsWith(at) ? field.substring(at.length()) : field, check);
  }

  private Settings settings(Scope scope, CampaignDraft draft) {
    var type = type(draft.type());
    var faults = new Faults();
    for (var error : errors(type, draft, Locale.ENGLISH)) {
      faults.add(
          Fault.invalid("settings." + error.field(), "campaign.fault.setting", error.message()));
    }
    faults.end();
    return type.form().check(draft.settings(), language(scope)).settings();
  }

  /** What is wrong with a draft's settings, in the reader's language. */
  List<FieldError> errors(CampaignType type, CampaignDraft draft, Locale language) {
    var checked = type.form().check(draft.settings(), language);
    return checked.valid()
        ? new ArrayList<>(type.check(checked.settings(), language))
        : checked.errors();
  }

  /** Refuses to start what could not answer. */
  void requireReady(Scope scope, CampaignRow row, List<Keyword> keywords, Instant now) {
    if (row.numberId() == 0) {
      throw Fault.conflict("number", "campaign.fault.no-number", row.name());
    }
    requireNumber(scope, row.numberId());
    if (keywords.isEmpty()) {
      throw Fault.conflict("keywords", "campaign.fault.no-keyword", row.name());
    }
    if (row.endsAt() != null && !row.endsAt().isAfter(now)) {
      throw Fault.conflict("endsAt", "campaign.fault.over", row.name());
    }
    type(row.type());
  }

  CampaignType type(String id) {
    return plugins
        .find(id)
        .orElseThrow(() -> Fault.invalid("type", "campaign.fault.type", Check.shown(id)));
  }

  /** The language of what a tenant's campaigns say when nobody chose their words. */
  Locale language(Scope scope) {
    return Locale.forLanguageTag(tree.find(scope.tenantId()).map(Tenant::language).orElse("en"));
  }

  private void requireNumber(Scope scope, long numberId) {
    if (numbers.findUsable(scope, numberId).isEmpty()) {
      throw Fault.notFound("number", numberId);
    }
  }

  private static void requirePeriod(Instant startsAt, Instant endsAt) {
    if (!endsAt.isAfter(startsAt)) {
      throw Fault.invalid("endsAt", "campaign.fault.period");
    }
    if (Duration.between(startsAt, endsAt).compareTo(PERIOD_MAX) > 0) {
      throw Fault.invalid("endsAt", "campaign.fault.period-long", PERIOD_MAX.toDays());
    }
  }

  private String zone(Scope scope, String zone) {
    if (zone.isBlank()) {
      return tree.find(scope.tenantId()).map(tenant -> tenant.zone().getId()).orElse("UTC");
    }
    try {
      return ZoneId.of(Check.text("timeZone", zone, 40)).getId();
    } catch (DateTimeException unknown) {
      throw Fault.invalid("timeZone", "campaign.fault.zone", Check.shown(zone));
    }
  }
}
