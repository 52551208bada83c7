package livery.price;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import livery.faces.Once;
import livery.frame.Frame;
import livery.order.Sought;
import livery.price.Products.Product;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** What can be sold; the platform adds to it and renames. */
@Named
@ViewScoped
public class ProductsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Products products;
  private final CurrentScope current;
  private final Frame frame;
  private final Sought sought = new Sought();
  private boolean renaming;
  private String code = "";
  private String nameEn = "";
  private String nameUk = "";
  private String nameRu = "";
  private transient List<Product> rows;

  @Inject
  public ProductsPage(Products products, CurrentScope current, Frame frame) {
    this.products = products;
    this.current = current;
    this.frame = frame;
  }

  protected ProductsPage() {
    this(null, null, null);
  }

  public List<Product> getRows() {
    if (rows == null) {
      rows = new ArrayList<>(products.list(sought, frame.locale().getLanguage()));
    }
    return rows;
  }

  /** What the list is looked through for. */
  public Sought getSought() {
    return sought;
  }

  @Once
  public boolean isChangeable() {
    return products.mayPut(current.get());
  }

  /** Begins with a new one. */
  public void begin() {
    renaming = false;
    fill("", "", "", "");
  }

  /** Begins to rename one. */
  public void edit(Product product) {
    renaming = true;
    fill(product.code(), product.nameEn(), product.nameUk(), product.nameRu());
  }

  private void fill(String newCode, String english, String ukrainian, String russian) {
    code = newCode;
    nameEn = english;
    nameUk = ukrainian;
    nameRu = russian;
  }

  public void save() {
    products.put(current.get(), new Product(code, nameEn, nameUk, nameRu, false));
    rows = null;
    Notice.say("price.product-saved");
  }

  public boolean isRenaming() {
    return renaming;
  }

  public String getCode() {
    return code;
  }

  public void setCode(String code) {
    this.code = code;
  }

  public String getNameEn() {
    return nameEn;
  }

  public void setNameEn(String nameEn) {
    this.nameEn = nameEn;
  }

  public String getNameUk() {
    return nameUk;
  }

  public void setNameUk(String nameUk) {
    this.nameUk = nameUk;
  }

  public String getNameRu() {
    return nameRu;
  }

  public void setNameRu(String nameRu) {
    this.nameRu = nameRu;
  }
}
