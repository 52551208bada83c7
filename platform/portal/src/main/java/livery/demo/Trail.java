package livery.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.DemoAccounts;
import livery.demo.cast.Directory;
import livery.demo.cast.Picked;
import livery.demo.cast.Plan;
import livery.demo.cast.Rows;
import livery.store.Ids;
import livery.tenant.Role;

/** The audit log of the month: who did what, in the words that the features write. */
final class Trail {

  /** Addresses that are kept for documents. */
  private static final String ADDRESS = "192.0.2.";

  /** A subject that is filled in when the ids of people are known. */
  private static final String WHOEVER = "";

  private static final int SIGN_IN_PERCENT = 30;

  /** A person of a company; {@code company} is {@code null} for the platform's owner. */
  private record Actor(Company company, Role role) {}

  private record Person(long id, String name) {}

  private record Note(
      Instant at, Company where, Actor actor, String action, String subject, String detail) {}

  private final Map<Company, Long> tenants;
  private final List<Note> notes = new ArrayList<>();

  Trail(Map<Company, Long> tenants) {
    this.tenants = tenants;
  }

  /** Somebody of {@code home} did something at {@code where}; {@code null} is the platform. */
  void note(
      Instant at,
      Company where,
      Company home,
      Role role,
      String action,
      String subject,
      String detail) {
    notes.add(new Note(at, where, new Actor(home, role), action, subject, detail));
  }

  /** How the tenants and their first people came. */
  void tenants(Days days) {
    for (var company : Company.values()) {
      var at = Directory.begun(company, days);
      var kind = company.kind.name().toLowerCase(Locale.ROOT);
      var id = tenants.get(company);
      note(
          at,
          company.seller,
          company.seller,
          Role.OWNER,
          "tenant.create",
          "tenant " + id,
          company.title + ", " + kind);
      note(
          at.plusSeconds(70),
          company,
          company.seller,
          Role.OWNER,
          "user.invite",
          WHOEVER,
          DemoAccounts.email(company, Role.OWNER) + ", owner");
      for (var role : List.of(Role.MANAGER, Role.FINANCE, Role.VIEWER)) {
        note(
            at.plusSeconds(600 + 60 * role.ordinal()),
            company,
            company,
            Role.OWNER,
            "user.invite",
            WHOEVER,
            DemoAccounts.email(company, role) + ", " + role.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Who rented what. */
  void numbers(Shelf shelf, Days days) {
    var second = 0;
    for (var piece : Shelf.rented()) {
      note(
          days.at(Days.OPENING, 12, 0).plusSeconds(second++),
          piece.renter(),
          piece.renter(),
          Role.MANAGER,
          "number.rent",
          "number " + shelf.id(piece.label()),
          piece.label());
    }
  }

  /** What became of the campaigns. */
  void campaigns(Programme programme, Shelf shelf, Days days) {
    for (var plan : programme.plans()) {
      var created = programme.createdAt(plan);
      campaign(programme, plan, created, "campaign.create");
      if (!plan.words().isEmpty()) {
        note(
            created.plusMillis(40),
            plan.company(),
            plan.company(),
            Role.MANAGER,
            "keyword.add",
            "keyword " + programme.keywordId(plan),
            String.join(", ", plan.words()) + " → " + plan.number());
      }
      if (!plan.state().equals("DRAFT")) {
        campaign(programme, plan, created.plusSeconds(540), "campaign.start");
      }
      if (plan.state().equals("PAUSED")) {
        campaign(programme, plan, days.at(-plan.until() - 1, 9, 12), "campaign.pause");
      }
      if (plan.state().equals("ENDED")) {
        campaign(programme, plan, days.at(-plan.ends(), 23, 0), "campaign.end");
      }
    }
  }

  private void campaign(Programme programme, Plan plan, Instant at, String action) {
    note(
        at,
        plan.company(),
        plan.company(),
        Role.MANAGER,
        action,
        "campaign " + programme.id(plan.key()),
        plan.name());
  }

  /** People come every few days, most of them in the morning. */
  void signIns(Days days, Random random) {
    for (var company : Company.values()) {
      for (var day = Days.OPENING; day >= 0; day--) {
        var role = Role.values()[Picked.index(new int[] {3, 5, 2, 1}, random)];
        var at = days.at(day, 8 + random.nextInt(9), random.nextInt(60));
        if (Picked.percent(SIGN_IN_PERCENT, random) && at.isBefore(days.now())) {
          note(
              at,
              company,
              company,
              role,
              "user.sign-in",
              WHOEVER,
              ADDRESS + (10 + random.nextInt(80)));
        }
      }
    }
  }

  /** Writes what was noted, oldest first, and when everybody was last here. */
  void write(Connection connection, Ids ids) throws SQLException {
    var people = people(connection);
    notes.sort(Comparator.comparing(Note::at));
    try (var rows =
            new Rows(
                connection,
                "audit",
                "id, tenant_id, home_id, user_id, actor, at, action, subject, detail");
        var seen =
            connection.prepareStatement("UPDATE app_user SET last_sign_in_at = ? WHERE id = ?")) {
      for (var note : notes) {
        var person = people.getOrDefault(key(note.actor), new Person(0, "Platform"));
        var signsIn = note.action.equals("user.sign-in");
        rows.add(
            ids.next(),
            id(note.where),
            id(note.actor.company),
            person.id,
            person.name,
            note.at,
            note.action,
            note.subject.equals(WHOEVER)
                ? "user " + subject(note, person, people).id
                : note.subject,
            note.detail);
        if (signsIn) {
          seen.setObject(1, livery.store.Utc.of(note.at));
          seen.setLong(2, person.id);
          seen.addBatch();
        }
      }
      seen.executeBatch();
    }
  }

  /** Who was invited, by the address in the detail; else who acts. */
  private static Person subject(Note note, Person actor, Map<String, Person> people) {
    return people.getOrDefault(note.detail.split(",")[0], actor);
  }

  private long id(Company company) {
    return company == null ? Company.PLATFORM_ID : tenants.get(company);
  }

  private String key(Actor actor) {
    return id(actor.company) + "/" + actor.role;
  }

  /** People by tenant and role, and by address, named as the log names them. */
  private static Map<String, Person> people(Connection connection) throws SQLException {
    var people = new HashMap<String, Person>();
    try (var select =
            connection.prepareStatement(
                "SELECT u.id, u.tenant_id, u.role, u.email, t.name FROM app_user u JOIN tenant t"
                    + " ON t.id = u.tenant_id ORDER BY u.id");
        var row = select.executeQuery()) {
      while (row.next()) {
        var person = new Person(row.getLong(1), row.getString(4) + " (" + row.getString(5) + ")");
        people.putIfAbsent(row.getLong(2) + "/" + row.getString(3), person);
        people.put(row.getString(4), person);
      }
    }
    return people;
  }
}
