package livery.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/** The root of REST; all resources and providers of the archive belong to it. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Messaging API",
            version = "1",
            description =
                """
                JSON over HTTP. Show an API key as `Authorization: Bearer …`. \
                A key of a reseller may act for a tenant below by the header `Tenant-Id`. \
                Lists take `limit` (1 to 200) and `after` (the `next` of the answer before). \
                POST, PATCH, PUT and DELETE take an `Idempotency-Key`: repeating a request with the \
                same key gives the same answer and does nothing twice, for 24 hours. \
                Errors are `application/problem+json` with a stable `type`."""),
    servers = @Server(url = "/"),
    security = @SecurityRequirement(name = "key"))
@SecurityScheme(
    securitySchemeName = "key",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "An API key, made in the portal or by POST /keys")
public class RestApplication extends Application {

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
