package livery.brand;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Download;
import livery.frame.Parts;
import livery.frame.Texts;
import livery.frame.Themes;
import livery.tenant.Brand;
import livery.tenant.BrandTrial;
import livery.tenant.Brands;
import livery.tenant.CurrentScope;
import livery.tenant.TenantTree;

/** The brand of the tenant that is looked at: change, try out, publish. */
@Named
@ViewScoped
public class BrandPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String HERE = "/tenant/brand.xhtml?faces-redirect=true";

  private final Branding branding;
  private final BrandHosts hosts;
  private final BrandTrial trial;
  private final CurrentScope current;
  private final TenantTree tree;
  private final Samples samples;
  private final Texts texts;
  private String name;
  private String theme;
  private String colour;
  private String accent;
  private String footer;
  private String support;
  private List<String> languages;
  private String host;
  private String paper = "invoice";
  private String paperLanguage;
  private transient Part file;
  private final Parts<BrandHosts.Host, String> waiting =
      new Parts<>(BrandHosts.PART_MAX, "", this::read, BrandHosts.Host::host);

  @Inject
  public BrandPage(
      Branding branding,
      BrandHosts hosts,
      BrandTrial trial,
      CurrentScope current,
      TenantTree tree,
      Samples samples,
      Texts texts) {
    this.branding = branding;
    this.hosts = hosts;
    this.trial = trial;
    this.current = current;
    this.tree = tree;
    this.samples = samples;
    this.texts = texts;
    var brand = isTrial() ? trial.brand() : branding.get(current.get());
    name = brand.name();
    theme = brand.theme();
    colour = brand.colour();
    accent = brand.accent();
    footer = brand.footer();
    support = brand.support();
    paperLanguage = brand.languages().get(0);
    languages = new ArrayList<>(brand.languages()); // the boxes fill one of this kind
  }

  protected BrandPage() {
    branding = null;
    hosts = null;
    trial = null;
    current = null;
    tree = null;
    samples = null;
    texts = null;
  }

  private boolean isTrial() {
    var brand = trial.brand();
    return brand != null && brand.tenantId() == current.get().tenantId();
  }

  private BrandWish wish() {
    return new BrandWish(name, theme, colour, accent, footer, support, List.copyOf(languages));
  }

  /** Shows the portal in this brand, in this browser only. */
  public String look() {
    var logo = logo();
    var brand = branding.checked(current.get(), wish(), bytes(logo));
    trial.begin(brand, logo);
    return "/index.xhtml?faces-redirect=true";
  }

  /** A sample document in the brand as it is typed here. */
  public void see() {
    var scope = current.get();
    var logo = logo();
    var brand = branding.checked(scope, wish(), bytes(logo));
    var shown = logo == null ? branding.logo(branding.get(scope)) : logo;
    var file = samples.file(scope, brand, shown, paper, paperLanguage, null);
    Download.file(file.name(), file.type(), file.bytes());
  }

  /** What there are samples of. */
  public List<String> getPapers() {
    return Samples.kinds();
  }

  /** A kind of document as people call it. */
  public String paperName(String kind) {
    return texts.get("paper.kind." + kind);
  }

  public String getPaper() {
    return paper;
  }

  public void setPaper(String paper) {
    this.paper = paper;
  }

  public String getPaperLanguage() {
    return paperLanguage;
  }

  public void setPaperLanguage(String paperLanguage) {
    this.paperLanguage = paperLanguage;
  }

  /** Shows the brand to everybody. */
  public String publish() {
    var logo = logo();
    branding.publish(current.get(), wish(), bytes(logo));
    trial.end();
    return said("brand.published");
  }

  /** Everybody sees what this browser has tried out. */
  public String publishTrial() {
    if (isTrial()) {
      branding.publish(current.get(), BrandWish.of(trial.brand()), bytes(trial.logo()));
      trial.end();
    }
    return said("brand.published");
  }

  public String removeLogo() {
    branding.withoutLogo(current.get());
    trial.end();
    return said("brand.logo-removed");
  }

  /** The picture that was sent now, else the one that is tried out, else none. */
  private Brands.Logo logo() {
    if (file == null || file.getSize() == 0) {
      return isTrial() ? trial.logo() : null;
    }
    if (file.getSize() > LogoCheck.MOST_BYTES) {
      throw Fault.invalid(
          "logo", "brand.fault.logo-size", file.getSize() / 1024, LogoCheck.MOST_BYTES / 1024);
    }
    try (var in = file.getInputStream()) {
      return LogoCheck.checked(in.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException("The logo could not be read", failure);
    }
  }

  private static byte[] bytes(Brands.Logo logo) {
    return logo == null ? null : logo.bytes();
  }

  public void addHost() {
    hosts.add(current.get(), host);
    host = "";
  }

  public void removeHost(String name) {
    hosts.remove(current.get(), name);
  }

  public void confirmHost(String name) {
    hosts.confirm(current.get(), name);
  }

  private String said(String key) {
    var faces = FacesContext.getCurrentInstance();
    faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, texts.of(key), null));
    faces.getExternalContext().getFlash().setKeepMessages(true);
    return HERE;
  }

  @Once
  public List<BrandHosts.Host> getHosts() {
    return hosts.list(current.get());
  }

  /** What others have asked for; for the platform's people only. */
  @Once
  public List<BrandHosts.Host> getWaiting() {
    return waiting.getRows();
  }

  private List<BrandHosts.Host> read(String after, int limit) {
    return hosts.waiting(current.get(), after, limit);
  }

  public Parts<BrandHosts.Host, String> getWaitingParts() {
    return waiting;
  }

  public String tenantName(long tenantId) {
    return tree.find(tenantId).map(tenant -> tenant.name()).orElse("");
  }

  @Once
  public Set<String> getThemes() {
    return branding.themes(current.get());
  }

  /** A theme as people call it. */
  public String themeName(String id) {
    return id.equals("base") ? texts.of("brand.theme-plain") : Themes.name(id);
  }

  /** Whether everybody sees an own logo now. */
  public boolean isLogo() {
    return !branding.get(current.get()).logoHash().isEmpty();
  }

  @Once
  public Brand getShown() {
    return branding.get(current.get());
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getTheme() {
    return theme;
  }

  public void setTheme(String theme) {
    this.theme = theme;
  }

  public String getColour() {
    return colour;
  }

  public void setColour(String colour) {
    this.colour = colour;
  }

  public String getAccent() {
    return accent;
  }

  public void setAccent(String accent) {
    this.accent = accent;
  }

  public String getFooter() {
    return footer;
  }

  public void setFooter(String footer) {
    this.footer = footer;
  }

  public String getSupport() {
    return support;
  }

  public void setSupport(String support) {
    this.support = support;
  }

  public List<String> getLanguages() {
    return languages;
  }

  public void setLanguages(List<String> languages) {
    this.languages = languages;
  }

  public String getHost() {
    return host;
  }

  public void setHost(String host) {
    this.host = host;
  }

  public Part getFile() {
    return file;
  }

  public void setFile(Part file) {
    this.file = file;
  }
}
