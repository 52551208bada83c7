package livery.message;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.PLATFORM;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.compose.Sending;
import livery.contact.Blocks;
import livery.history.MessageLife;
import livery.history.Messages;
import livery.price.Prices;
import livery.tenant.TestTenants;

/**
 * The tenants of {@link TestTenants} with prices, wallets, a link, and numbers: 3838 of the bakery,
 * 4470 of the studio.
 */
public final class MessageTown {

  public static final long LINK = 7;
  public static final long BAKERY_NUMBER = 101;
  public static final long STUDIO_NUMBER = 102;

  public final TestTenants tenants = new TestTenants();
  public final Prices prices = new Prices(tenants.store, tenants.tree, tenants.ids);
  public final Networks networks = new Networks(tenants.store);
  public final Blocks blocks = new Blocks(tenants.store);
  public final Outbox outbox = new Outbox(prices, blocks, networks, tenants.clock);
  public final List<Outgoing> handedOver = new ArrayList<>();
  public final Messages messages =
      new Messages(tenants.sql, tenants.tree, networks, tenants.store, tenants.clock);
  public final MessageLife lives =
      new MessageLife(messages, tenants.store, tenants.sql, tenants.tree);
  public final Sending sending =
      new Sending(
          tenants.store,
          tenants.sql,
          tenants.tree,
          prices,
          networks,
          outbox,
          new Sender() {
            @Override
            protected void enqueue(Collection<Outgoing> messages) {
              handedOver.addAll(messages);
            }
          },
          tenants.ids,
          tenants.clock,
          tenants.audit);

  public MessageTown() {
    execute(
        "INSERT INTO smpp_link (id, name, network, host, port, system_id, password, bind, options,"
            + " state, created_at) VALUES (?, 'Kyiv 1', 'Kyivtel', 'localhost', 2775, 'a', 'b',"
            + " 'TRANSCEIVER', '{}', 'ACTIVE', '2026-01-01')",
        LINK);
    number(BAKERY_NUMBER, "3838", TestTenants.BAKERY);
    number(STUDIO_NUMBER, "4470", TestTenants.STUDIO);
    for (var product : List.of(Prices.MO, Prices.MT)) {
      price(0, PLATFORM, product, "0.01");
      price(PLATFORM, 0, product, "0.02");
      price(ACME, 0, product, "0.05");
    }
    wallet(ACME, PLATFORM, "100");
    wallet(TestTenants.BAKERY, ACME, "1");
    prices.reload();
  }

  public void execute(String sql, Object... values) {
    tenants.store.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  /** The parts in which a text that was handed over is sent. */
  public List<String> inFlight(int index) {
    return new InFlight(handedOver.get(index), false).segments.parts();
  }

  /** What a portal that starts anew finds to be sent. */
  public List<Outgoing> queued() {
    return tenants.store.inTransaction(
        connection -> MessageTable.queued(connection, LINK, 0, 1_000));
  }

  private void number(long id, String digits, long tenant) {
    execute(
        "INSERT INTO number (id, country, digits, kind, state, tenant_id, created_at)"
            + " VALUES (?, 'UA', ?, 'SHORT', 'RENTED', ?, '2026-01-01')",
        id,
        digits,
        tenant);
  }

  public void price(long seller, long buyer, String product, String amount) {
    price(seller, buyer, product, amount, "");
  }

  /** For numbers that begin so. */
  public void price(long seller, long buyer, String product, String amount, String prefix) {
    tenants.store.inTransaction(
        connection ->
            new PriceList(tenants.ids::next)
                .add(
                    connection,
                    Price.starting(
                            seller,
                            buyer,
                            product,
                            "",
                            "",
                            "EUR",
                            new BigDecimal(amount),
                            Instant.parse("2020-01-01T00:00:00Z"))
                        .forPrefix(prefix)));
  }

  public void wallet(long buyer, long seller, String amount) {
    tenants.store.inTransaction(
        connection ->
            Wallet.open(
                connection, tenants.ids::next, buyer, seller, "EUR", tenants.clock.instant()));
    topUp(buyer, seller, amount);
  }

  public void topUp(long buyer, long seller, String amount) {
    tenants.store.inTransaction(
        connection ->
            prices
                .ledger()
                .topUp(
                    connection,
                    buyer,
                    seller,
                    Money.of(amount, "EUR"),
                    "top-up " + tenants.ids.next(),
                    "",
                    tenants.clock.instant()));
  }

  /** Somebody else's texts of this tenant that come in: so many units are charged. */
  public void spend(long tenant, int units) {
    var now = tenants.clock.instant();
    var event =
        prices.rate(tenants.ids.next(), prices.edges(tenant), Prices.MO, units, "UA", "", now);
    tenants.store.inTransaction(
        connection -> prices.ledger().charge(connection, List.of(event), now));
  }

  /** An incoming message of this tenant with its inbox row. */
  public long incoming(long tenant, String phone, String text, String state, Instant at) {
    var id = tenants.ids.next();
    execute(
        "INSERT INTO inbox (id, link_id, operator_ref, fingerprint, source, destination, text,"
            + " data_coding, raw, parts, received_at) VALUES (?, ?, ?, 1, ?, '3838', ?, 8,"
            + " X'0041', 1, ?)",
        id,
        LINK,
        "ref" + id,
        phone,
        text,
        Timestamp.from(at));
    message(id, tenant, "IN", phone, text, state, 0, at);
    return id;
  }

  /** A row of the message table. */
  public void message(
      long id,
      long tenant,
      String direction,
      String phone,
      String text,
      String state,
      long campaign,
      Instant at) {
    execute(
        "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
            + " parts, link_id, campaign_id, state, rule, label, note, price_micros, currency,"
            + " received_at, decided_at) VALUES (?, ?, ?, ?, '3838', ?, ?, 'UCS2', 1, ?,"
            + " NULLIF(?, 0), ?, 'unclaimed', '-', '', 50000, 'EUR', ?, ?)",
        id,
        tenant,
        direction,
        BAKERY_NUMBER,
        phone,
        text,
        LINK,
        campaign,
        state,
        Timestamp.from(at),
        Timestamp.from(at));
    if (MessageTable.isRare(state)) {
      execute("INSERT INTO message_rare VALUES (?, ?, ?)", tenant, state, id);
    }
  }

  /** Which messages are named by their state: {@code "17 FAILED"}. */
  public List<String> rare() {
    return tenants
        .store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT(message_id, ' ', state) FROM message_rare ORDER BY 1")
                    .mapTo(String.class)
                    .list());
  }
}
