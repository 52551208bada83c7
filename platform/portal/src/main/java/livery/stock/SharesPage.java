package livery.stock;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The sizes of the operators of one country. */
@Named
@ViewScoped
public class SharesPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int SPARE = 3;

  private final Shares shares;
  private final CurrentScope current;
  private final ArrayList<Line> lines = new ArrayList<>();
  private String country = "";

  /** One operator in the form; without a name it is left out. */
  public static final class Line implements Serializable {

    private static final long serialVersionUID = 1L;

    private String network;
    private int permille;

    Line(String network, int permille) {
      this.network = network;
      this.permille = permille;
    }

    public String getNetwork() {
      return network;
    }

    public void setNetwork(String network) {
      this.network = network == null ? "" : network.strip();
    }

    public int getPermille() {
      return permille;
    }

    public void setPermille(int permille) {
      this.permille = permille;
    }
  }

  @Inject
  public SharesPage(Shares shares, CurrentScope current) {
    this.shares = shares;
    this.current = current;
  }

  protected SharesPage() {
    this(null, null);
  }

  @PostConstruct
  void begin() {
    country = current.getTenant().country();
    choose();
  }

  /** Reads the operators of the country that was chosen, with some lines to fill in. */
  public void choose() {
    lines.clear();
    shares
        .of(current.get(), country)
        .forEach(share -> lines.add(new Line(share.network(), share.permille())));
    for (var i = 0; i < SPARE; i++) {
      lines.add(new Line("", 0));
    }
  }

  /** Puts what the form holds in the place of what is there. */
  public void save() {
    shares.put(
        current.get(),
        country,
        lines.stream()
            .filter(line -> !line.getNetwork().isEmpty())
            .map(line -> new Shares.Share(line.getNetwork(), line.getPermille()))
            .toList());
    choose();
    Notice.say("number.shares-saved");
  }

  public List<Line> getLines() {
    return lines;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }
}
