package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import livery.tenant.CurrentScope;

/** The page of hits, {@code /report/search.xhtml?q=…}. */
@Named("search")
@RequestScoped
public class SearchPage {

  private final Search search;
  private final CurrentScope current;
  private String typed = "";
  private List<Search.Hit> hits;

  @Inject
  public SearchPage(Search search, CurrentScope current) {
    this.search = search;
    this.current = current;
  }

  protected SearchPage() {
    this(null, null);
  }

  public String getTyped() {
    return typed;
  }

  public void setTyped(String typed) {
    this.typed = typed == null ? "" : typed;
  }

  /** The kinds that were found, in their order. */
  public List<Search.Kind> getKinds() {
    return Arrays.stream(Search.Kind.values()).filter(kind -> !hits(kind).isEmpty()).toList();
  }

  /** The hits of one kind. */
  public List<Search.Hit> hits(Search.Kind kind) {
    if (hits == null) {
      hits = search.find(current.get(), typed);
    }
    return hits.stream().filter(hit -> hit.kind() == kind).toList();
  }
}
