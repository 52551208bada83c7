package livery.store;

import java.sql.SQLException;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * The driver's data source, except that the server prepares statements, once for each connection,
 * unless the address says otherwise. Made by the container from web.xml.
 */
public class PreparingDataSource extends MariaDbDataSource {

  private static final String OPTION = "useServerPrepStmts";

  @Override
  public void setUrl(String url) throws SQLException {
    super.setUrl(
        url.contains(OPTION + "=")
            ? url
            : url + (url.contains("?") ? "&" : "?") + OPTION + "=true");
  }
}
