package livery.link;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import livery.store.Store;
import org.jdbi.v3.core.statement.SqlStatement;

/** Rows of smpp_link. Platform-wide: links belong to no tenant. */
public final class LinkTable {

  private static final int MOST = 500;

  private final Store store;

  public LinkTable(Store store) {
    this.store = store;
  }

  /** All links by name. */
  public List<Link> all() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM smpp_link ORDER BY name LIMIT :most")
                    .bind("most", MOST)
                    .map((row, context) -> link(row))
                    .list());
  }

  public Optional<Link> find(long id) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM smpp_link WHERE id = :id")
                    .bind("id", id)
                    .map((row, context) -> link(row))
                    .findOne());
  }

  public void insert(Link link) {
    store
        .jdbi()
        .useHandle(
            handle ->
                bound(
                        handle.createUpdate(
                            "INSERT INTO smpp_link (id, name, network, host, port, system_id,"
                                + " password, system_type, bind, window_size, rate, options,"
                                + " state, created_at) VALUES (:id, :name, :network, :host, :port,"
                                + " :systemId, :password, :systemType, :bind, :window, :rate,"
                                + " :options, :state, :createdAt)"),
                        link)
                    .execute());
  }

  public void update(Link link) {
    store
        .jdbi()
        .useHandle(
            handle ->
                bound(
                        handle.createUpdate(
                            "UPDATE smpp_link SET name = :name, network = :network, host = :host,"
                                + " port = :port, system_id = :systemId, password = :password,"
                                + " system_type = :systemType, bind = :bind,"
                                + " window_size = :window, rate = :rate, options = :options,"
                                + " state = :state WHERE id = :id AND created_at = :createdAt"),
                        link)
                    .execute());
  }

  public void delete(long id) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("DELETE FROM smpp_link WHERE id = :id")
                    .bind("id", id)
                    .execute());
  }

  /** Whether another link has the name. */
  public boolean taken(String name, long exceptId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                        .createQuery(
                            "SELECT COUNT(*) FROM smpp_link WHERE name = :name AND id <> :id")
                        .bind("name", name)
                        .bind("id", exceptId)
                        .mapTo(Integer.class)
                        .one()
                    > 0);
  }

  /** How many numbers are served over the link. */
  public int numbers(long id) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM number_link WHERE link_id = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .one());
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Link link) {
    return statement
        .bind("id", link.id())
        .bind("name", link.name())
        .bind("network", link.network())
        .bind("host", link.host())
        .bind("port", link.port())
        .bind("systemId", link.systemId())
        .bind("password", link.password())
        .bind("systemType", link.systemType())
        .bind("bind", link.bind().name())
        .bind("window", link.window())
        .bind("rate", link.rate())
        .bind("options", OptionsJson.write(link.options()).toString())
        .bind("state", link.state().name())
        .bind("createdAt", LocalDateTime.ofInstant(link.createdAt(), ZoneOffset.UTC));
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getLong("id"),
        row.getString("name"),
        row.getString("network"),
        row.getString("host"),
        row.getInt("port"),
        row.getString("system_id"),
        row.getString("password"),
        row.getString("system_type"),
        Link.Bind.valueOf(row.getString("bind")),
        row.getInt("window_size"),
        row.getInt("rate"),
        OptionsJson.read(row.getString("options")),
        Link.State.valueOf(row.getString("state")),
        row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }
}
