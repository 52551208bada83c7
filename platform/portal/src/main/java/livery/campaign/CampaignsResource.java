package livery.campaign;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import livery.api.CampaignType;
import livery.api.Form;
import livery.api.Report;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.number.Keyword;
import livery.number.Keywords;
import livery.number.NewKeyword;
import livery.number.NumbersResource;
import livery.plugin.PluginHost;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/campaigns}: plan, start, pause, end, and what came of it. */
@Path("/campaigns")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Campaigns")
public class CampaignsResource {

  @Inject private Campaigns campaigns;
  @Inject private Keywords keywords;
  @Inject private PluginHost plugins;
  @Inject private TypeRent rent;
  @Inject private CurrentScope current;
  @Inject private Clock clock;
  @Context private UriInfo uri;

  /**
   * A kind of campaign with the settings that it takes.
   *
   * @param rent for each calendar month, however many campaigns of it there are; absent for nothing
   * @param now what starting the first one takes today
   */
  public record Type(
      String id,
      String name,
      String description,
      List<Setting> settings,
      NumbersResource.Amount rent,
      NumbersResource.Amount now) {}

  /**
   * One setting.
   *
   * @param minimum least number, length or count of rows
   * @param columns of one row, for ROWS
   */
  public record Setting(
      String id,
      Form.Kind kind,
      boolean required,
      Object standard,
      long minimum,
      long maximum,
      List<String> choices,
      List<Setting> columns,
      String label) {

    static Setting of(Form.Field field) {
      return new Setting(
          field.id(),
          field.kind(),
          field.required(),
          field.standard(),
          field.minimum(),
          field.maximum(),
          field.choices(),
          field.columns().stream().map(Setting::of).toList(),
          field.label(Locale.ENGLISH));
    }
  }

  /**
   * A campaign.
   *
   * @param status the state as people are told it: also PLANNED before its start
   * @param numberId {@code null} while it has none
   */
  @Schema(name = "Campaign")
  public record Shape(
      long id,
      long tenantId,
      String name,
      String type,
      Long numberId,
      String timeZone,
      CampaignRow.State state,
      String status,
      Instant startsAt,
      Instant endsAt,
      Instant createdAt,
      Map<String, Object> settings) {

    static Shape of(CampaignRow row, Instant now) {
      return new Shape(
          row.id(),
          row.tenantId(),
          row.name(),
          row.type(),
          row.numberId() == 0 ? null : (Long) row.numberId(),
          row.zone().getId(),
          row.state(),
          row.status(now),
          row.startsAt(),
          row.endsAt(),
          row.createdAt(),
          row.settings());
    }
  }

  /**
   * A campaign to plan or to change.
   *
   * @param startsAt ISO 8601 with zone; absent for "when it is started"
   * @param endsAt absent for no end
   */
  @Schema(name = "CampaignRequest")
  public record Wanted(
      String name,
      String type,
      Long numberId,
      String timeZone,
      String startsAt,
      String endsAt,
      JsonObject settings,
      List<Word> keywords) {}

  /**
   * A keyword.
   *
   * @param word empty for all texts that no keyword takes
   * @param matchType FIRST_WORD or ONLY_WORD
   * @param interrupts whether it goes before a campaign that waits for an answer of the phone
   */
  public record Word(String word, List<String> aliases, String matchType, Boolean interrupts) {

    private static Word of(Keyword word) {
      return new Word(word.word(), word.aliases(), word.matchType().name(), word.interrupts());
    }

    NewKeyword wish() {
      return new NewKeyword(0, 0, word, aliases, matchType, Boolean.TRUE.equals(interrupts));
    }
  }

  @GET
  @Path("/types")
  @Needs("campaigns:read")
  @Operation(summary = "The kinds of campaigns that are installed, and what they cost by the month")
  public Listing<Type> types() {
    return Listing.whole(
        plugins.all().stream()
            .map(type -> type(type, rent.price(current.get(), type.id())))
            .toList());
  }

  private static Type type(CampaignType type, Optional<TypeRent.Price> price) {
    return new Type(
        type.id(),
        type.name(Locale.ENGLISH),
        type.description(Locale.ENGLISH),
        type.form().fields().stream().map(Setting::of).toList(),
        price.map(TypeRent.Price::rent).map(NumbersResource.Amount::of).orElse(null),
        price.map(TypeRent.Price::now).map(NumbersResource.Amount::of).orElse(null));
  }

  @GET
  @Needs("campaigns:read")
  @Operation(summary = "The campaigns of the tenant and of those below it, newest first")
  public Listing<Shape> list(
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var found = campaigns.list(current.get(), Limit.after(after, Long.MAX_VALUE), rows + 1);
    return Listing.of(found, rows, CampaignRow::id, this::shape);
  }

  @POST
  @Needs("campaigns:write")
  @Operation(summary = "Plan a campaign; it answers after it was started")
  public Response create(Wanted wanted) {
    var scope = current.get();
    var faults = new Faults();
    var draft = draft(Check.given(wanted), faults);
    faults.check(() -> campaigns.check(scope, 0, draft));
    faults.end();
    var row = campaigns.create(scope, draft);
    return Response.created(uri.getAbsolutePathBuilder().path("" + row.id()).build())
        .entity(shape(row))
        .build();
  }

  @GET
  @Path("/{id}")
  @Needs("campaigns:read")
  @Operation(summary = "One campaign")
  public Shape get(@PathParam("id") long id) {
    return shape(campaigns.find(current.get(), id));
  }

  @PATCH
  @Path("/{id}")
  @Needs("campaigns:write")
  @Operation(
      summary = "Change a campaign",
      description = "After the start only name, settings and end change; keywords by their own.")
  public Shape change(@PathParam("id") long id, Wanted wanted) {
    var scope = current.get();
    var row = campaigns.find(scope, id);
    Check.given(wanted);
    var faults = new Faults();
    if (wanted.type() != null) {
      faults.check(() -> Check.oneOf("type", wanted.type(), List.of(row.type())));
    }
    var words =
        wanted.keywords() == null
            ? keywords.ofCampaign(scope, id).stream().map(Word::of).toList()
            : wanted.keywords();
    var draft =
        new CampaignDraft(
            wanted.name() == null ? row.name() : wanted.name(),
            row.type(),
            wanted.numberId() == null ? row.numberId() : wanted.numberId(),
            wanted.timeZone() == null ? row.zone().getId() : wanted.timeZone(),
            faults.of(() -> moment("startsAt", wanted.startsAt(), row.startsAt())),
            faults.of(() -> moment("endsAt", wanted.endsAt(), row.endsAt())),
            wanted.settings() == null ? row.settings() : SettingsJson.object(wanted.settings()),
            wishes(words));
    faults.check(() -> campaigns.check(scope, id, draft));
    faults.end();
    return shape(campaigns.change(scope, id, draft));
  }

  @POST
  @Path("/{id}/start")
  @Needs("campaigns:write")
  @Operation(
      summary = "Start a draft, or go on after a pause",
      description =
          "The first campaign of its kind takes the kind's rent for the rest of the month; 402"
              + " without the money.")
  public Shape start(@PathParam("id") long id) {
    return shape(campaigns.start(current.get(), id));
  }

  @POST
  @Path("/{id}/pause")
  @Needs("campaigns:write")
  @Operation(summary = "Make a running campaign silent")
  public Shape pause(@PathParam("id") long id) {
    return shape(campaigns.pause(current.get(), id));
  }

  @POST
  @Path("/{id}/end")
  @Needs("campaigns:write")
  @Operation(summary = "End a campaign for good and give its keywords up")
  public Shape end(@PathParam("id") long id) {
    return shape(campaigns.end(current.get(), id));
  }

  @DELETE
  @Path("/{id}")
  @Needs("campaigns:write")
  @Operation(summary = "Throw a draft away")
  public void discard(@PathParam("id") long id) {
    campaigns.discard(current.get(), id);
  }

  @GET
  @Path("/{id}/report")
  @Needs("campaigns:read")
  @Operation(summary = "Figures, series and tables of a campaign, as its kind declares them")
  public Report report(
      @PathParam("id") long id, @QueryParam("language") @DefaultValue("en") String language) {
    var checked = Check.oneOf("language", language, List.of("en", "uk", "ru"));
    return campaigns.report(current.get(), id, Locale.forLanguageTag(checked));
  }

  @GET
  @Path("/{id}/keywords")
  @Needs("campaigns:read")
  @Operation(summary = "What a campaign listens for")
  public Listing<Keyword> keywords(@PathParam("id") long id) {
    var scope = current.get();
    return Listing.whole(keywords.ofCampaign(scope, campaigns.find(scope, id).id()));
  }

  @POST
  @Path("/{id}/keywords")
  @Needs("campaigns:write")
  @Operation(summary = "Add a keyword; 409 when a word of it is not free on the number")
  public Listing<Keyword> listen(@PathParam("id") long id, Word word) {
    campaigns.listen(current.get(), id, Check.given(word).wish());
    return keywords(id);
  }

  @DELETE
  @Path("/{id}/keywords/{keyword}")
  @Needs("campaigns:write")
  @Operation(summary = "Give a keyword up")
  public void mute(@PathParam("id") long id, @PathParam("keyword") long keyword) {
    var scope = current.get();
    if (keywords.ofCampaign(scope, id).stream().noneMatch(word -> word.id() == keyword)) {
      throw Fault.notFound("keyword", keyword);
    }
    keywords.remove(scope, keyword);
  }

  private Shape shape(CampaignRow row) {
    return Shape.of(row, clock.instant());
  }

  private static CampaignDraft draft(Wanted wanted, Faults faults) {
    return new CampaignDraft(
        wanted.name(),
        wanted.type(),
        wanted.numberId() == null ? 0 : wanted.numberId(),
        wanted.timeZone(),
        faults.of(() -> moment("startsAt", wanted.startsAt(), null)),
        faults.of(() -> moment("endsAt", wanted.endsAt(), null)),
        wanted.settings() == null ? Map.of() : SettingsJson.object(wanted.settings()),
        wanted.keywords() == null ? List.of() : wishes(wanted.keywords()));
  }

  private static List<NewKeyword> wishes(List<Word> words) {
    return words.stream().map(word -> Check.given(word).wish()).toList();
  }

  private static Instant moment(String field, String value, Instant otherwise) {
    if (value == null) {
      return otherwise;
    }
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException notMoment) {
      throw Fault.invalid(field, "campaign.fault.moment", Check.shown(value));
    }
  }
}
