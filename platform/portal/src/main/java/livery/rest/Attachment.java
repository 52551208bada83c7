package livery.rest;

import jakarta.ws.rs.core.Response;

/** A file as the answer of a resource, to be kept rather than shown. */
public final class Attachment {

  private Attachment() {}

  /** With the content type that the resource names. */
  public static Response of(String name, Object content) {
    return Response.ok(content)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }
}
