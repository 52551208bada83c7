package livery.dispatch;

import static java.lang.Character.UnicodeScript.CYRILLIC;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.Character.UnicodeScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import livery.contact.Blocks;
import livery.inbox.Stored;
import livery.message.Outgoing;
import livery.number.KeywordTable;
import livery.number.OptOutWords;
import livery.store.Ids;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * STOP, START and HELP. They go before everything else, cost nobody, and are answered once.
 *
 * <p>On a number of one tenant a block is that tenant's. On a shared number it concerns the tenants
 * that wrote to this person from it lately, and the platform where nobody did: never everybody, and
 * never nobody.
 */
@ApplicationScoped
class OptOut {

  static final Duration LATELY = Duration.ofDays(90);
  private static final long PLATFORM = 1;

  private final Blocks blocks;
  private final KeywordTable keywords;
  private final TenantTree tree;

  @Inject
  OptOut(Blocks blocks, KeywordTable keywords, TenantTree tree) {
    this.blocks = blocks;
    this.keywords = keywords;
    this.tree = tree;
  }

  protected OptOut() {
    this(null, null, null);
  }

  /** Blocks in memory before the STOP is acknowledged; {@link #decide} writes it. */
  void blockAtOnce(List<Stored> batch) {
    for (var stored : batch) {
      if (OptOutWords.kind(stored.text()) == OptOutWords.Kind.STOP) {
        keywords
            .byDigits(stored.destination(), stored.linkId())
            .map(number -> number.tenantId())
            .filter(tenantId -> tenantId != 0)
            .ifPresent(
                tenantId ->
                    blocks.remember(new Blocks.Block(tenantId, stored.source(), stored.id())));
      }
    }
  }

  /**
   * Writes the blocks of a batch, of which memory knows from here on. Of one person's words the
   * last counts.
   *
   * @param lifted gets the blocks that memory has forgotten
   */
  void decide(Connection connection, List<Draft> drafts, Instant now, List<Blocks.Block> lifted)
      throws SQLException {
    var asking = drafts.stream().filter(draft -> draft.asks != OptOutWords.Kind.NONE).toList();
    if (asking.isEmpty()) {
      return;
    }
    var writers = writersOnSharedNumbers(connection, asking, now);
    var added = new HashMap<Person, Blocks.Block>();
    var ended = new HashMap<Person, Blocks.Block>();
    for (var draft : asking) {
      draft.state = "OPT_OUT";
      draft.rule = draft.asks.name();
      var tenants =
          draft.number.tenantId() != 0
              ? Set.of(draft.number.tenantId())
              : writers.getOrDefault(draft.stored.source(), Set.of(PLATFORM));
      for (var tenantId : tenants) {
        var person = new Person(tenantId, draft.stored.source());
        var block = new Blocks.Block(tenantId, person.phone, draft.stored.id());
        if (draft.asks == OptOutWords.Kind.STOP) {
          added.put(person, block);
          ended.remove(person);
        } else if (draft.asks == OptOutWords.Kind.START) {
          ended.put(person, block);
          added.remove(person);
        }
      }
    }
    added.values().forEach(blocks::remember);
    ended.values().stream().filter(blocks::forget).forEach(lifted::add);
    blocks.write(connection, added.values(), now);
    blocks.erase(connection, ended.values());
  }

  private record Person(long tenantId, String phone) {}

  /** Who wrote lately, from a shared number, to those who ask: tenants by phone. */
  private static Map<String, Set<Long>> writersOnSharedNumbers(
      Connection connection, List<Draft> asking, Instant now) throws SQLException {
    var phones = new HashSet<String>();
    var numbers = new HashSet<Long>();
    for (var draft : asking) {
      if (draft.number.tenantId() == 0) {
        phones.add(draft.stored.source());
        numbers.add(draft.number.id());
      }
    }
    if (phones.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<String, Set<Long>>();
    try (var statement =
        connection.prepareStatement(
            "SELECT DISTINCT m.tenant_id, m.phone FROM message m WHERE m.direction = 'OUT'"
                + " AND m.tenant_id IN (SELECT k.tenant_id FROM keyword k WHERE k.number_id IN ("
                + marks(numbers.size())
                + ")) AND m.phone IN ("
                + marks(phones.size())
                + ") AND m.received_at > ?")) {
      var index = 1;
      for (var number : numbers) {
        statement.setLong(index++, number);
      }
      for (var phone : phones) {
        statement.setString(index++, phone);
      }
      statement.setTimestamp(index, Timestamp.from(now.minus(LATELY)));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.computeIfAbsent(rows.getString(2), phone -> new HashSet<>()).add(rows.getLong(1));
        }
      }
    }
    return found;
  }

  /** The free answers of a batch. */
  List<Outgoing> answers(List<Draft> drafts, Ids ids, Instant now) {
    var answers = new ArrayList<Outgoing>();
    for (var draft : drafts) {
      if (draft.asks != OptOutWords.Kind.NONE) {
        answers.add(
            new Outgoing(
                ids.next(),
                draft.tenantId,
                draft.number.id(),
                draft.number.digits(),
                draft.number.isShort(),
                draft.stored.source(),
                answer(draft),
                draft.stored.linkId(),
                0,
                draft.stored.id(),
                true,
                draft.asks.name(),
                "-",
                now,
                0));
      }
    }
    return answers;
  }

  /** On a shared number nobody's name is said: the person need not know whose number it is. */
  private String answer(Draft draft) {
    var tenant = tree.find(draft.tenantId).filter(found -> found.id() != PLATFORM);
    var language = tenant.map(Tenant::language).orElseGet(() -> languageOf(draft));
    var texts = ResourceBundle.getBundle("livery.campaign.texts", Locale.forLanguageTag(language));
    var answer =
        texts
            .getString("campaign.answer." + draft.asks.name().toLowerCase(Locale.ROOT))
            .replace("{number}", draft.number.digits());
    return tenant
        .map(found -> answer.replace("{name}", found.name()))
        .orElseGet(() -> capitalised(answer.replace("{name}: ", "")));
  }

  /** Cyrillic is answered in the language of the number's country. */
  private static String languageOf(Draft draft) {
    var cyrillic = draft.stored.text().codePoints().anyMatch(c -> UnicodeScript.of(c) == CYRILLIC);
    if (!cyrillic) {
      return "en";
    }
    return draft.number.country().equals("UA") ? "uk" : "ru";
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
