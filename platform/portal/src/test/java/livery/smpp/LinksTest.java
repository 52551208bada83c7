package livery.smpp;

import static livery.fault.TestFaults.fields;
import static livery.smpp.RawSmsc.ascii;
import static livery.smpp.RawSmsc.deliver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import livery.fault.Fault;
import livery.link.Link;
import livery.link.LinkInput;
import livery.link.LinkStatus;
import livery.message.Networks;
import livery.store.Ids;
import livery.store.Stopping;
import livery.store.Store;
import livery.store.TestStore;
import livery.tenant.Audit;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links as data, live: on a real database, against an operator of bare sockets. */
@Timeout(60)
class LinksTest {

  private static final Scope OWNER = new Scope(1, 1, 1, "owner", Role.OWNER);
  private static Store store;

  private final TestPath path = new TestPath();
  private TenantTree tree;
  private Links links;
  private RawSmsc smsc;

  @BeforeAll
  static void migrate() {
    store = TestStore.migrated();
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(tenant(1, "NULL", "PLATFORM", "/1/"));
              handle.execute(tenant(2, "1", "RESELLER", "/1/2/"));
            });
  }

  @BeforeEach
  void start() throws Exception {
    store.jdbi().useHandle(handle -> handle.execute("DELETE FROM smpp_link"));
    tree = new TenantTree(store);
    tree.reload();
    smsc = new RawSmsc();
    links = begin();
  }

  @AfterEach
  void stop() throws Exception {
    links.stop(new Stopping());
    smsc.close();
  }

  @Test
  void an_added_link_binds_and_a_paused_one_unbinds_without_a_restart() throws Exception {
    var link = links.add(OWNER, wanted("Kyivstar"));
    try (var line = smsc.bound()) {
      line.send(deliver(1, 0, 0, ascii("vote 1")));
      assertThat(line.readMessage().status()).isZero();
      assertThat(links.status(OWNER, link).state()).isEqualTo(LinkStatus.State.BOUND);

      links.pause(OWNER, link.id(), true);

      assertThat(line.readMessage().id()).isEqualTo(6);
    }
    assertThat(links.get(OWNER, link.id()).state()).isEqualTo(Link.State.PAUSED);

    links.pause(OWNER, link.id(), false);

    smsc.bound().close();
  }

  @Test
  void a_changed_link_unbinds_before_it_binds_anew() throws Exception {
    var link = links.add(OWNER, wanted("Kyivstar"));
    try (var line = smsc.bound()) {
      var other = input("Kyivstar", "newname", null).over(link);

      links.change(OWNER, other);

      assertThat(line.readMessage().id()).isEqualTo(6);
    }
    try (var line = smsc.accept()) {
      assertThat(new String(line.answerBind(0).body())).startsWith("newname\0");
    }
  }

  @Test
  void a_new_name_alone_does_not_touch_the_session() throws Exception {
    var link = links.add(OWNER, wanted("Kyivstar"));
    try (var line = smsc.bound()) {
      links.change(OWNER, input("Vodafone", null, null).over(link));

      line.send(deliver(1, 0, 0, ascii("vote 1")));

      assertThat(line.readMessage().id()).isEqualTo(RawSmsc.DELIVER_SM_RESP);
      assertThat(links.get(OWNER, link.id()).name()).isEqualTo("Vodafone");
    }
  }

  @Test
  void all_settings_survive_the_table_and_a_restart_binds_again() throws Exception {
    var link = links.add(OWNER, wanted("Kyivstar"));
    smsc.bound().close();
    links.stop(new Stopping());

    links = begin();

    smsc.bound().close();
    assertThat(links.get(OWNER, link.id()))
        .usingRecursiveComparison()
        .ignoringFields("createdAt")
        .isEqualTo(link);
  }

  @Test
  void names_are_unique_and_links_in_use_stay() {
    var link = links.add(OWNER, wanted("Kyivstar"));

    assertThatThrownBy(() -> links.add(OWNER, wanted("Kyivstar")))
        .isInstanceOf(Fault.class)
        .hasMessage("There is a link named \"Kyivstar\" already.");
    assertThatThrownBy(() -> links.remove(OWNER, link.id()))
        .hasMessage("Pause \"Kyivstar\" before you remove it.");

    links.pause(OWNER, link.id(), true);
    links.remove(OWNER, link.id());

    assertThat(links.list(OWNER)).isEmpty();
  }

  @Test
  void only_managers_of_the_platform_may_see_or_change_links() {
    for (var stranger :
        new Scope[] {
          new Scope(2, 2, 5, "reseller", Role.OWNER), new Scope(1, 1, 6, "viewer", Role.VIEWER)
        }) {
      assertThatThrownBy(() -> links.list(stranger)).isInstanceOf(Fault.class);
      assertThatThrownBy(() -> links.add(stranger, wanted("x"))).isInstanceOf(Fault.class);
      assertThatThrownBy(() -> links.pause(stranger, 1, true)).isInstanceOf(Fault.class);
    }
  }

  @Test
  void bad_settings_name_the_field() {
    assertThatThrownBy(() -> input("a", "a", "no host!").made())
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("host"));
    assertThatThrownBy(() -> input("a", "sixteen-letters!", "h").made())
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.field()).isEqualTo("systemId"));
    assertThatThrownBy(() -> input(null, "a", "h").made())
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("name"));
  }

  @Test
  void every_bad_setting_is_told_at_once() {
    var none = (Integer) null;
    var wanted =
        new LinkInput(
            null,
            "",
            "no host!",
            0,
            "sixteen-letters!",
            "пароль",
            null,
            "BOTH",
            0,
            none,
            "GONE",
            "MORSE",
            null,
            null,
            0,
            false,
            none,
            none,
            null,
            none,
            none,
            none,
            "service",
            null,
            null);

    assertThat(fields(wanted::made))
        .containsExactlyInAnyOrder(
            "name",
            "network",
            "host",
            "port",
            "systemId",
            "password",
            "bind",
            "window",
            "state",
            "defaultAlphabet",
            "retryStatus",
            "serviceType");
  }

  private Links begin() {
    var ids = new Ids(store);
    var clock = Clock.systemUTC();
    var audit = new Audit(new TenantSql(store, tree), ids, clock);
    var begun = new Links(store, ids, clock, path, new Networks(store), tree, audit);
    begun.start(Rig.daemons());
    return begun;
  }

  private Link wanted(String name) {
    return input(name, "livery", "127.0.0.1").made();
  }

  private LinkInput input(String name, String systemId, String host) {
    var none = (Integer) null;
    return new LinkInput(
        name,
        "Test",
        host,
        smsc.port(),
        systemId,
        "secret",
        null,
        "TRANSCEIVER",
        50,
        none,
        null,
        "LATIN1",
        "HEX_TO_DEC",
        "SAR",
        0x58,
        false,
        none,
        none,
        null,
        none,
        none,
        none,
        null,
        null,
        null);
  }

  private static String tenant(long id, String parent, String kind, String path) {
    return "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone, language,"
        + " country, created_at) VALUES (%d, %s, '%s', 'T%d', '%s', 'EUR', 'UTC', 'en', 'UA', NOW())"
            .formatted(id, parent, kind, id, path);
  }
}
