package livery.brand;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import livery.fault.Check;
import livery.rest.Needs;
import livery.tenant.Brand;
import livery.tenant.CurrentScope;
import livery.tenant.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/brand}: how a reseller looks to its clients. */
@Path("/brand")
@RequestScoped
@Needs("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Brand")
public class BrandResource {

  @Inject private Branding branding;
  @Inject private BrandHosts hosts;
  @Inject private Samples samples;
  @Inject private CurrentScope current;

  /** A host name; {@code live} once the provider has agreed. */
  public record HostShape(String host, boolean live) {

    static HostShape of(BrandHosts.Host host) {
      return new HostShape(host.host(), host.live());
    }
  }

  /** A host name to ask for. */
  public record NewHost(String host) {}

  /**
   * A brand.
   *
   * @param themes what {@code theme} may be
   * @param ownLogo whether a logo was sent; else the theme's mark is shown
   */
  @Schema(name = "Brand")
  public record Shape(
      String name,
      String theme,
      Set<String> themes,
      String colour,
      String accent,
      String footer,
      String support,
      List<String> languages,
      boolean ownLogo,
      List<HostShape> hosts) {}

  private Shape shape(Scope scope, Brand brand) {
    return new Shape(
        brand.name(),
        brand.theme(),
        branding.themes(scope),
        brand.colour(),
        brand.accent(),
        brand.footer(),
        brand.support(),
        brand.languages(),
        !brand.logoHash().isEmpty(),
        hosts.list(scope).stream().map(HostShape::of).toList());
  }

  @GET
  @Operation(summary = "The brand of a reseller")
  public Shape get() {
    return shape(current.get(), branding.get(current.get()));
  }

  @PATCH
  @Operation(summary = "Change the brand for everybody", description = "What is absent stays.")
  public Shape change(BrandWish wanted) {
    var scope = current.get();
    return shape(scope, branding.publish(scope, Check.given(wanted), null));
  }

  @PUT
  @Path("/logo")
  @Consumes({"image/svg+xml", "image/png", "image/jpeg"})
  @Operation(summary = "Show an own logo", description = "SVG without scripts, PNG or JPEG.")
  public Shape logo(byte[] picture) {
    var scope = current.get();
    var same = new BrandWish(null, null, null, null, null, null, null);
    return shape(scope, branding.publish(scope, same, Check.given(picture)));
  }

  @DELETE
  @Path("/logo")
  @Operation(summary = "Show the theme's mark again")
  public void withoutLogo() {
    branding.withoutLogo(current.get());
  }

  @GET
  @Path("/paper")
  @Produces(MediaType.WILDCARD)
  @Operation(
      summary = "A sample document in the brand",
      description =
          "kind: proforma, invoice, act, credit-note, agent-report, commission-invoice, netting,"
              + " reconciliation, operator-settlement, dunning-friendly, dunning-firm,"
              + " dunning-final. language: en, uk or ru, else the brand's first. format: pdf, xml"
              + " (UBL 2.1, for invoices and credit notes), csv or xlsx. Nobody owes anything by"
              + " it.")
  public Response paper(
      @QueryParam("kind") String kind,
      @QueryParam("language") String language,
      @QueryParam("format") String format) {
    var scope = current.get();
    var brand = branding.get(scope);
    var file = samples.file(scope, brand, branding.logo(brand), kind, language, format);
    return Response.ok(file.bytes(), file.type())
        .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
        .build();
  }

  @POST
  @Path("/hosts")
  @Operation(
      summary = "Ask for a host name",
      description = "The brand answers there once the provider has agreed.")
  public Response addHost(NewHost wanted) {
    var made = hosts.add(current.get(), Check.given(wanted).host());
    return Response.status(Response.Status.CREATED).entity(HostShape.of(made)).build();
  }

  @POST
  @Path("/hosts/{host}/confirmation")
  @Operation(summary = "Agree to a host name, as the provider of the platform")
  public void confirm(@PathParam("host") String host) {
    hosts.confirm(current.get(), host);
  }

  @DELETE
  @Path("/hosts/{host}")
  @Operation(summary = "Give a host name up")
  public void removeHost(@PathParam("host") String host) {
    hosts.remove(current.get(), host);
  }
}
