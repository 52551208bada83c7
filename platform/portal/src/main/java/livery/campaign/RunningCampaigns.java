package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import livery.api.Campaign;
import livery.api.Settings;
import livery.plugin.PluginHost;
import livery.store.Store;
import livery.store.Utc;

/**
 * Campaigns as the dispatcher needs them, held in memory. Thread-safe.
 *
 * <p>Read when a message asks for one, and again after {@link #refresh}.
 */
@ApplicationScoped
public class RunningCampaigns {

  /** A campaign with the id of its type. */
  public record Running(String type, Campaign campaign) {}

  private final Store store;
  private final PluginHost plugins;
  private final Map<Long, Running> campaigns = new ConcurrentHashMap<>();

  @Inject
  public RunningCampaigns(Store store, PluginHost plugins) {
    this.store = store;
    this.plugins = plugins;
  }

  protected RunningCampaigns() {
    this(null, null);
  }

  /** The campaign with this id, whatever its state. */
  public Optional<Running> find(long campaignId) {
    return Optional.ofNullable(campaigns.computeIfAbsent(campaignId, this::read));
  }

  /** Forgets a campaign, so that it is read again; called after the commit of a change to it. */
  public void refresh(long campaignId) {
    campaigns.remove(campaignId);
  }

  /** Forgets all of them; called when a plugin was started, whose form may be another one. */
  public void refreshAll() {
    campaigns.clear();
  }

  private Running read(long campaignId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT id, tenant_id, name, type, settings, time_zone, starts_at, ends_at"
                            + " FROM campaign WHERE id = :id")
                    .bind("id", campaignId)
                    .map((row, context) -> running(row))
                    .findOne()
                    .orElse(null));
  }

  private Running running(ResultSet row) throws SQLException {
    var type = row.getString("type");
    return new Running(
        type,
        new Campaign(
            row.getLong("id"),
            row.getLong("tenant_id"),
            row.getString("name"),
            ZoneId.of(row.getString("time_zone")),
            Utc.read(row, "starts_at").orElseThrow(),
            Utc.read(row, "ends_at").orElse(null),
            settings(type, row.getString("settings"))));
  }

  private Settings settings(String type, String json) {
    var raw = SettingsJson.read(json);
    return plugins
        .find(type)
        .map(found -> found.form().check(raw, Locale.ENGLISH))
        .filter(checked -> checked.valid())
        .map(checked -> checked.settings())
        .orElseGet(() -> new Settings(raw));
  }
}
