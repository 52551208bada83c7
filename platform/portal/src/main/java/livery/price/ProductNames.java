package livery.price;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import livery.frame.Frame;
import livery.sales.Sales;

/** Names of products in the reader's language: {@code #{products.name(row.product())}}. */
@Named("products")
@RequestScoped
public class ProductNames {

  private final Products products;
  private final Frame frame;

  @Inject
  public ProductNames(Products products, Frame frame) {
    this.products = products;
    this.frame = frame;
  }

  protected ProductNames() {
    this(null, null);
  }

  /** What a line of sales is about. */
  public String of(Sales.Kind kind, String code) {
    return products.name(kind, code, frame.locale().getLanguage());
  }

  /** Empty for an empty code. */
  public String name(String code) {
    return code == null || code.isEmpty() ? "" : products.name(code, frame.locale().getLanguage());
  }
}
